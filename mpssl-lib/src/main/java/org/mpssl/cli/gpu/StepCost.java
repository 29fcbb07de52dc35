package org.mpssl.cli.gpu;

import ai.djl.Device;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.mpssl.tensor.DeviceMemory;
import org.mpssl.train.Experiment;
import org.mpssl.train.RunSpec;

/**
 * What a step of a run costs on a device.
 *
 * @param batch images of D in a step
 * @param milliseconds of a step, after those that warm the device up
 * @param bytes the memory that the run took at most; nothing on a CPU
 */
record StepCost(int batch, double milliseconds, OptionalLong bytes) {

    private static final int MOST_WARM_UP = 3;

    /** A spec allows no smaller batch. */
    private static final int SMALLEST = 2;

    /** Measures a run; what it throws is the device's. */
    interface Measure {

        /**
         * Makes some steps.
         *
         * @param spec the run
         * @return what one of them costs
         */
        StepCost of(RunSpec spec);
    }

    /** Makes steps of a run on a device, as many as are to be timed after a few others. */
    static StepCost on(Device device, RunSpec spec, int timed) {
        int warmUp = Math.min(MOST_WARM_UP, timed);
        DeviceMemory memory = new DeviceMemory(device);
        memory.release();
        OptionalLong before = memory.inUse();
        try (Experiment experiment = new Experiment(spec, device)) {
            make(experiment, 0, warmUp);
            long start = System.nanoTime();
            make(experiment, warmUp, timed);
            double milliseconds = (System.nanoTime() - start) / 1e6 / timed;
            OptionalLong after = memory.inUse();
            return new StepCost(
                    spec.training().batchSize(),
                    milliseconds,
                    after.isEmpty()
                            ? after
                            : OptionalLong.of(after.getAsLong() - before.getAsLong()));
        }
    }

    private static void make(Experiment experiment, int from, int steps) {
        for (int t = from; t < from + steps; t++) {
            experiment.method().step(t, experiment.spec().training().rate(t));
        }
        // A device goes on after a call has returned; to read a number waits for it.
        experiment.classifier().theta().get("fc.bias").toByteBuffer();
    }

    /**
     * Measures a run with its batch size, or the largest of its halves for which memory is enough.
     *
     * @return the cost; nothing if memory is not enough for the smallest batch
     */
    static Optional<StepCost> ofLargest(RunSpec spec, Measure measure) {
        for (int batch = spec.training().batchSize(); batch >= SMALLEST; batch /= 2) {
            try {
                return Optional.of(measure.of(spec.with("batchSize", batch)));
            } catch (RuntimeException e) {
                if (!isOutOfMemory(e)) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOutOfMemory(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = "" + cause.getMessage();
            if (message.contains("out of memory") || message.contains("ALLOC_FAILED")) {
                return true;
            }
        }
        return false;
    }

    /** Returns a line of a table. */
    String line(String shapes) {
        return String.format(
                Locale.ROOT,
                "%-24s %5d %12.1f  %s",
                shapes,
                batch,
                milliseconds,
                bytes.isPresent()
                        ? String.format(Locale.ROOT, "%,.0f MB", bytes.getAsLong() / 1e6)
                        : "not counted");
    }
}
