package org.mpssl.cli.gpu;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Parameters;
import org.mpssl.train.RunSpec;
import org.mpssl.train.StepTrace;

/**
 * How much the first step of a run differs between two devices.
 *
 * @param dataType in which both computed
 * @param differences the largest of each quantity
 */
record Parity(String dataType, List<Difference> differences) {

    /**
     * The largest difference of a quantity.
     *
     * @param quantity what was compared
     * @param relative the difference relative to the first device's; NaN if one of them has none
     * @param where the array, or the gradient, that differs most
     * @param tolerance the largest that is allowed
     */
    record Difference(Quantity quantity, double relative, String where, double tolerance) {

        /** Returns whether it is small enough; what is no number is not. */
        boolean isAllowed() {
            return relative <= tolerance;
        }
    }

    /** Below it a number counts as this much: a loss can be nothing but rounding. */
    private static final double SMALLEST = 1e-6;

    /** Copies the list. */
    Parity {
        differences = List.copyOf(differences);
    }

    /** Returns whether the devices agree. */
    boolean holds() {
        return differences.stream().allMatch(Difference::isAllowed);
    }

    /** Makes the first step of a run on both devices. */
    static Parity of(RunSpec spec, Device reference, Device other) {
        Devices.engine();
        try (NDManager memory = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            return compare(
                    spec.dataType(),
                    StepTrace.of(spec, 1, reference, memory),
                    StepTrace.of(spec, 1, other, memory));
        }
    }

    /** Compares what two devices computed. */
    static Parity compare(String dataType, Parameters expected, Parameters found) {
        if (!expected.names().equals(found.names())) {
            throw new IllegalArgumentException("the traces are of different runs");
        }
        List<Difference> differences = new ArrayList<>();
        for (Quantity quantity : Quantity.values()) {
            differences.add(largest(quantity, dataType, expected, found));
        }
        return new Parity(dataType, differences);
    }

    private static Difference largest(
            Quantity quantity, String dataType, Parameters expected, Parameters found) {
        Map<String, Pair> pairs = new LinkedHashMap<>();
        for (String name : expected.names()) {
            if (quantity.has(name)) {
                pairs.merge(
                        quantity.group(name),
                        Pair.of(expected.get(name), found.get(name)),
                        Pair::and);
            }
        }
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("the traces have no " + quantity.title());
        }
        double worst = -1;
        String where = "";
        for (Map.Entry<String, Pair> pair : pairs.entrySet()) {
            double relative =
                    quantity == Quantity.GRADIENT_NORMS
                            ? pair.getValue().ofLengths()
                            : pair.getValue().ofVectors();
            // Nothing compares with NaN, which is worse than every number.
            if (!(relative <= worst) && !Double.isNaN(worst)) {
                worst = relative;
                where = pair.getKey();
            }
        }
        return new Difference(quantity, worst, where, quantity.tolerance(dataType));
    }

    /**
     * Two vectors, by sums of squares.
     *
     * @param expected of the first
     * @param found of the second
     * @param between of their difference
     */
    private record Pair(double expected, double found, double between) {

        static Pair of(NDArray expected, NDArray found) {
            double[] a = numbers(expected);
            double[] b = numbers(found);
            double[] sums = new double[3];
            for (int i = 0; i < a.length; i++) {
                sums[0] += a[i] * a[i];
                sums[1] += b[i] * b[i];
                sums[2] += (a[i] - b[i]) * (a[i] - b[i]);
            }
            return new Pair(sums[0], sums[1], sums[2]);
        }

        private static double[] numbers(NDArray array) {
            try (NDArray doubles = array.toType(DataType.FLOAT64, true)) {
                return doubles.toDoubleArray();
            }
        }

        Pair and(Pair other) {
            return new Pair(
                    expected + other.expected, found + other.found, between + other.between);
        }

        double ofLengths() {
            return Math.abs(Math.sqrt(expected) - Math.sqrt(found)) / scale();
        }

        double ofVectors() {
            return Math.sqrt(between) / scale();
        }

        private double scale() {
            return Math.max(Math.sqrt(expected), SMALLEST);
        }
    }

    /** Returns a line of a table for each quantity. */
    Stream<String> lines() {
        return differences.stream()
                .map(
                        difference ->
                                String.format(
                                        java.util.Locale.ROOT,
                                        "%-8s %-17s %10.1e %10.0e  %-4s %s",
                                        dataType,
                                        difference.quantity().title(),
                                        difference.relative(),
                                        difference.tolerance(),
                                        difference.isAllowed() ? "ok" : "BAD",
                                        difference.where()));
    }
}
