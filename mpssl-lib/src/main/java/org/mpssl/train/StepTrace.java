package org.mpssl.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.mpssl.UserError;
import org.mpssl.method.Synthesiser;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.weights.Safetensors;

/**
 * The first steps of a run with all that they draw and compute, in a file from which a program that
 * does not know this library can recompute them.
 *
 * <p>{@code docs/trace.md} describes the format.
 */
public final class StepTrace {

    /** The version of the format. */
    static final String FORMAT = "mpssl-trace-1";

    private final Experiment experiment;
    private final TraceRecorder recorder;

    private StepTrace(Experiment experiment, TraceRecorder recorder) {
        this.experiment = experiment;
        this.recorder = recorder;
    }

    /**
     * Makes the first steps of a run and writes them to a new file.
     *
     * @param spec the run
     * @param steps how many steps, at most those of the run
     * @param file the file, which must not be there yet
     * @return how many arrays it holds
     * @throws UserError if the run has fewer steps, or the file exists, or has no folder
     * @throws IOException if the file cannot be written
     */
    public static int write(RunSpec spec, int steps, Path file) throws IOException {
        if (steps < 1 || steps > spec.steps()) {
            throw new UserError(
                    "%d steps cannot be traced: the spec's run has %d, allowed are 1 to %d"
                            .formatted(steps, spec.steps(), spec.steps()));
        }
        checkIsNew(file);
        Device device = Devices.chosen();
        try (NDManager memory = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Map<String, String> metadata = new TreeMap<>();
            Parameters content = of(spec, steps, device, memory, metadata);
            // Which Java runs the library decides no number, and the same trace has the same bytes.
            metadata.remove("java");
            metadata.put("format", FORMAT);
            metadata.put("dataType", spec.dataType());
            metadata.put("steps", Integer.toString(steps));
            metadata.put("spec", spec.toJson());
            Safetensors.write(file, content, metadata);
            return content.size();
        }
    }

    /**
     * Makes the first steps of a run and keeps what a file would hold, to compare devices.
     *
     * @param spec the run
     * @param steps how many steps, at most those of the run
     * @param device where to compute
     * @param memory owns the arrays, on the CPU
     * @return all arrays, in the order in which they came
     */
    public static Parameters of(RunSpec spec, int steps, Device device, NDManager memory) {
        return of(spec, steps, device, memory, new TreeMap<>());
    }

    private static Parameters of(
            RunSpec spec,
            int steps,
            Device device,
            NDManager memory,
            Map<String, String> provenance) {
        TraceRecorder recorder = new TraceRecorder(memory);
        try (Experiment experiment = new Experiment(spec, device, recorder)) {
            provenance.putAll(Provenance.of(spec, device, experiment.dataset()));
            new StepTrace(experiment, recorder).record(steps);
        }
        return recorder.content();
    }

    /** Before anything is computed. */
    private static void checkIsNew(Path file) {
        if (Files.isDirectory(file)) {
            throw new UserError("%s is a folder: name a file in it".formatted(file));
        }
        if (Files.exists(file)) {
            throw new UserError(
                    "%s exists already: name another file, or delete it".formatted(file));
        }
        if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw new UserError("there is no folder for %s: make it first".formatted(file));
        }
    }

    private void record(int steps) {
        recorder.begin("start");
        state();
        for (int t = 0; t < steps; t++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the trace was stopped, and nothing is written");
            }
            recorder.begin("step/" + t);
            double rate = experiment.spec().training().rate(t);
            number("rate", rate);
            experiment.method().step(t, rate);
            recorder.begin("step/" + t + "/after");
            state();
        }
    }

    /** All that a step changes. */
    private void state() {
        try (Step step = experiment.workspace().step()) {
            step.record("theta", experiment.classifier().theta());
            step.record("statistics", experiment.classifier().statistics());
            step.record("momentum", experiment.classifier().optimiser().buffers());
            double[] thresholds = experiment.unsupervised().state();
            if (thresholds.length > 0 && !Methods.SUPERVISED.contains(experiment.spec().method())) {
                Shape row = new Shape(thresholds.length);
                step.record("thresholds", step.manager().create(thresholds, row));
            }
            if (experiment.lmo() != null) {
                Parameters moments = experiment.lmo().moments();
                step.record("phi", experiment.lmo().parameters().under(Synthesiser.PHI));
                step.record("xi", experiment.lmo().parameters().under(Synthesiser.XI));
                Synthesiser.record(step, "adam-first", moments.under("first."));
                Synthesiser.record(step, "adam-second", moments.under("second."));
            }
        }
    }

    private void number(String name, double value) {
        try (Step step = experiment.workspace().step();
                NDArray scalar = step.manager().create(value)) {
            step.record(name, scalar);
        }
    }
}
