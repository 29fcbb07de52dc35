package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import org.mpssl.data.ImageFormat;
import org.mpssl.data.ImageSet;
import org.mpssl.nn.FoundationClassifier;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;

/** Which foundation labels synthetic images are made for when nothing learns them. */
@FunctionalInterface
public interface FoundationLabels {

    /**
     * Draws labels.
     *
     * @param step the current scope
     * @param n how many
     * @param random the stream
     * @return distributions over the foundation classes (n, classes)
     */
    NDArray draw(Step step, int n, RandomStream random);

    /**
     * Uniformly random classes, one-hot: naive gSSL.
     *
     * @param classes number of foundation classes
     * @return the labels
     */
    static FoundationLabels uniform(int classes) {
        return (step, n, random) -> {
            NDArray chosen = step.indices(draws(n, classes, random));
            step.record("draw/" + random.name() + "/foundation-class", chosen);
            NDArray like = step.manager().zeros(new Shape(1), step.type());
            return Operations.oneHot(chosen, like, classes);
        };
    }

    /**
     * The soft foundation labels {@code softmax(C_F(x))} of random training images: P-SSL (equation
     * 5).
     *
     * @param foundation C_F
     * @param labelled the training images D
     * @param format what C_F sees
     * @return the labels
     */
    static FoundationLabels pseudo(
            FoundationClassifier foundation, ImageSet labelled, ImageFormat format) {
        return (step, n, random) -> {
            int[] chosen = draws(n, labelled.size(), random);
            NDArray x = format.read(step, labelled, chosen);
            step.record("draw/" + random.name() + "/index", step.indices(chosen));
            step.record("input/" + random.name() + "/images", x);
            return foundation.logits(x).softmax(1);
        };
    }

    private static int[] draws(int n, int bound, RandomStream random) {
        return IntStream.range(0, n).map(i -> random.nextInt(bound)).toArray();
    }
}
