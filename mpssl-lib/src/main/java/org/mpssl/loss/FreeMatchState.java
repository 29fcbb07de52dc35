package org.mpssl.loss;

import java.util.Arrays;

/**
 * The moving averages of FreeMatch.
 *
 * @param threshold the global confidence tau
 * @param meanProbability the class means p~ (K)
 * @param histogram of the predicted classes, h~ (K)
 */
// Numbers in bulk, never compared and never written after construction.
@SuppressWarnings("ArrayRecordComponent")
record FreeMatchState(double threshold, double[] meanProbability, double[] histogram) {

    /** Everything starts at 1/K. */
    static FreeMatchState initial(int classes) {
        double[] uniform = new double[classes];
        Arrays.fill(uniform, 1.0 / classes);
        return new FreeMatchState(1.0 / classes, uniform, uniform.clone());
    }

    int classes() {
        return histogram.length;
    }

    /** Moves towards the weak predictions of a batch. */
    FreeMatchState towards(PseudoLabels weak, double decay) {
        int n = weak.size();
        int classes = classes();
        double[] mean = new double[classes];
        double[] counts = new double[classes];
        for (int i = 0; i < n; i++) {
            counts[weak.labels()[i]] += 1.0 / n;
            for (int c = 0; c < classes; c++) {
                mean[c] += weak.probabilities()[i * classes + c] / n;
            }
        }
        double confidence = Arrays.stream(weak.confidence()).average().orElse(0);
        return new FreeMatchState(
                decay * threshold + (1 - decay) * confidence,
                moved(meanProbability, mean, decay),
                moved(histogram, counts, decay));
    }

    private static double[] moved(double[] average, double[] value, double decay) {
        double[] moved = new double[average.length];
        Arrays.setAll(moved, c -> decay * average[c] + (1 - decay) * value[c]);
        return moved;
    }

    /** The class thresholds {@code tau p~(c) / max p~}. */
    double[] thresholds() {
        double most = Arrays.stream(meanProbability).max().orElse(1);
        return Arrays.stream(meanProbability).map(p -> threshold * p / most).toArray();
    }

    /** {@code SumNorm(p~ / h~)}, the constant target of the fairness term; 0 for empty classes. */
    double[] fairTarget() {
        double[] target = new double[classes()];
        Arrays.setAll(target, c -> histogram[c] == 0 ? 0 : meanProbability[c] / histogram[c]);
        double total = Arrays.stream(target).sum();
        return Arrays.stream(target).map(v -> v / total).toArray();
    }

    /** tau, p~ and h~ in one row. */
    double[] toArray() {
        int classes = classes();
        double[] row = new double[1 + 2 * classes];
        row[0] = threshold;
        System.arraycopy(meanProbability, 0, row, 1, classes);
        System.arraycopy(histogram, 0, row, 1 + classes, classes);
        return row;
    }

    static FreeMatchState of(double[] row) {
        int classes = (row.length - 1) / 2;
        return new FreeMatchState(
                row[0],
                Arrays.copyOfRange(row, 1, 1 + classes),
                Arrays.copyOfRange(row, 1 + classes, row.length));
    }
}
