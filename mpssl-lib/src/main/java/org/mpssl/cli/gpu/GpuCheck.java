package org.mpssl.cli.gpu;

import ai.djl.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mpssl.train.Methods;
import org.mpssl.train.RunSpec;
import org.mpssl.weights.imports.NetworkDescription;

/**
 * Compares a step of MP-SSL on a card with the CPU's, and measures steps on the card.
 *
 * @param reference what is right: the CPU
 * @param card what is checked
 * @param out where the tables go
 */
public record GpuCheck(Device reference, Device card, PrintWriter out) {

    /** Of this one no number lies near a kink, where rounding alone would change gradients. */
    private static final long SEED = 2;

    /**
     * What is compared and measured.
     *
     * @param compared runs whose first step both devices make
     * @param small a run whose steps are measured
     * @param large another one, which needs a generator's file
     * @param generator what that file is to hold
     * @param timed how many steps are timed
     */
    record Subject(
            List<RunSpec> compared,
            RunSpec small,
            RunSpec large,
            NetworkDescription generator,
            int timed) {

        /** The presets. */
        static Subject presets() {
            RunSpec mini = RunSpec.mini(Methods.MP_SSL, SEED);
            return new Subject(
                    compared(mini),
                    mini,
                    RunSpec.paper(Methods.MP_SSL, SEED).with("init", "scratch"),
                    RandomGenerator.published(),
                    10);
        }

        /**
         * The whole step in float64. In float32 rounding flips signs of the smallest gradients, and
         * with them whole steps of Adam's; so there are fewer images, and those of the old phi and
         * xi.
         */
        static List<RunSpec> compared(RunSpec run) {
            int few = Math.min(8, run.training().batchSize());
            return List.of(
                    run.with("dataType", "float64"),
                    run.with("dataType", "float32")
                            .with("batchSize", few)
                            .with("reuseSynthetic", true));
        }
    }

    /**
     * Checks the presets.
     *
     * @return whether the devices agree
     * @throws IOException if there is no room for a temporary file of 330 MB
     */
    public boolean run() throws IOException {
        return run(Subject.presets());
    }

    boolean run(Subject subject) throws IOException {
        out.println(
                "This check has not been run on a card by the project: please report what it says.");
        out.println();
        boolean agree = compare(subject.compared());
        out.println();
        measure(subject);
        out.println();
        out.println(
                agree
                        ? "Verdict: the GPU computes what the CPU computes, within the tolerances."
                        : "Verdict: the GPU DOES NOT compute what the CPU computes: use the CPU, and"
                                + " report the lines marked BAD.");
        out.flush();
        return agree;
    }

    private boolean compare(List<RunSpec> runs) {
        out.println("One step of MP-SSL, preset mini, on CPU and GPU: relative differences");
        out.printf("%-8s %-17s %10s %10s%n", "type", "quantity", "largest", "allowed");
        boolean agree = true;
        for (RunSpec run : runs) {
            Parity parity = Parity.of(run, reference, card);
            parity.lines().forEach(out::println);
            out.flush();
            agree &= parity.holds();
        }
        return agree;
    }

    private void measure(Subject subject) throws IOException {
        out.printf("Steps of MP-SSL in float32, after a warm-up; TF32 %s%n", tf32());
        out.printf("%-24s %5s %12s  %s%n", "shapes", "batch", "ms per step", "memory");
        show("mini", subject.small(), subject.timed());
        Path folder = Files.createTempDirectory("workbench-gpu");
        Path file = folder.resolve("generator.safetensors");
        try {
            RandomGenerator.write(file, subject.generator());
            show(
                    "paper, random weights",
                    subject.large().with("generator", file.toString()),
                    subject.timed());
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    /** NVIDIA's libraries read the variable when they are loaded; the launcher sets it. */
    private static String tf32() {
        return "0".equals(System.getenv("NVIDIA_TF32_OVERRIDE")) ? "is off" : "as PyTorch has it";
    }

    private void show(String shapes, RunSpec spec, int timed) {
        Optional<StepCost> cost =
                StepCost.ofLargest(spec, batch -> StepCost.on(card, batch, timed));
        out.println(
                cost.map(step -> step.line(shapes))
                        .orElse(
                                "%-24s does not fit, with two images a batch either"
                                        .formatted(shapes)));
        out.flush();
    }
}
