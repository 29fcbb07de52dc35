package org.mpssl.train;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains MP-SSL on the preset and prints step, resident kilobytes and live arrays. */
final class MemoryProbe {

    private static final int EVERY = 50;

    private MemoryProbe() {}

    /** Trains as many steps as the first argument says. */
    public static void main(String[] arguments) throws IOException {
        int steps = Integer.parseInt(arguments[0]);
        RunSpec spec = RunSpec.mini(Methods.MP_SSL, 0).with("steps", steps);
        try (Experiment experiment = new Experiment(spec, Device.cpu())) {
            for (int t = 0; t < steps; t++) {
                experiment.method().step(t, spec.training().rate(t));
                if ((t + 1) % EVERY == 0) {
                    // What is unreachable must not count, whenever the collector would have come.
                    System.gc();
                    System.out.printf(
                            "%d %d %d%n",
                            t + 1,
                            residentKilobytes(),
                            experiment.workspace().manager().getManagedArrays().size());
                }
            }
        }
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
