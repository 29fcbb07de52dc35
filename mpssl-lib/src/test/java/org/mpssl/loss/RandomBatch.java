package org.mpssl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;

/** Random rows for tests: 1 to 9 of them, each of 2 to 7 numbers. */
final class RandomBatch {

    /** From nearly even predictions to ones that are sure to the last bits. */
    static final Double[] SCALES = {0.01, 1.0, 4.0, 40.0};

    final int n;
    final int k;
    final Step step;
    final RandomStream random;
    final double scale;

    RandomBatch(Step step, long seed, double scale) {
        this.step = step;
        this.scale = scale;
        random = new RandomStreams(seed).at("batch", 0);
        n = 1 + random.nextInt(9);
        k = 2 + random.nextInt(6);
    }

    NDArray rows() {
        double[] values =
                IntStream.range(0, n * k).mapToDouble(i -> scale * random.nextGaussian()).toArray();
        return step.array(values, new Shape(n, k));
    }

    NDArray labels() {
        return step.indices(IntStream.range(0, n).map(i -> random.nextInt(k)).toArray());
    }

    NDArray inOrder(NDArray rows, int[] order) {
        return rows.get(step.indices(order));
    }
}
