package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Workspace;

/**
 * The label converter {@code l_xi(y)} (equations 11 and 12): which foundation class a target class
 * is drawn from, by a Gumbel softmax over an embedding.
 *
 * @param targetClasses K
 * @param foundationClasses number of classes of the generator
 * @param temperature tau, of the Gumbel softmax
 * @param form what a label looks like
 */
public record LabelConverter(
        int targetClasses, int foundationClasses, double temperature, Form form) {

    /** The forms that the paper compares. */
    public enum Form {

        /** One-hot, with the gradient of the soft label (straight-through): equation 11. */
        HARD_GUMBEL,

        /** The Gumbel softmax itself: equation 12. */
        SOFT_GUMBEL,

        /** The softmax of the embedding, without noise and temperature. */
        SOFT_EMBEDDING,

        /** A uniformly random class, one-hot; there is nothing to learn. */
        RANDOM
    }

    private static final String EMBEDDING = "embedding.weight";

    /**
     * Draws initial weights.
     *
     * @param workspace where they live
     * @param random where they come from
     * @return xi: logits (K, foundation classes), close to uniform; nothing for random labels
     */
    public Parameters initialWeights(Workspace workspace, RandomStream random) {
        Weights weights = new Weights();
        if (form != Form.RANDOM) {
            weights.normal(EMBEDDING, 0.01, targetClasses, foundationClasses);
        }
        return weights.draw(workspace, random);
    }

    /**
     * Converts labels.
     *
     * @param labels target classes, int64 (N)
     * @param gumbel standard Gumbel noise (N, foundation classes)
     * @param xi the weights
     * @return labels of the foundation (N, foundation classes), each row sums to 1
     */
    public NDArray convert(NDArray labels, NDArray gumbel, Parameters xi) {
        return switch (form) {
            // The largest of equally distributed numbers is every class's with equal probability.
            case RANDOM -> Operations.oneHot(gumbel.argMax(1), gumbel, foundationClasses);
            case SOFT_EMBEDDING -> Operations.embed(xi.get(EMBEDDING), labels).softmax(1);
            case SOFT_GUMBEL -> soft(noisy(labels, gumbel, xi));
            case HARD_GUMBEL -> hard(noisy(labels, gumbel, xi));
        };
    }

    private static NDArray noisy(NDArray labels, NDArray gumbel, Parameters xi) {
        return Operations.embed(xi.get(EMBEDDING), labels).add(gumbel);
    }

    private NDArray soft(NDArray logits) {
        return Operations.times(logits, 1 / temperature).softmax(1);
    }

    private NDArray hard(NDArray logits) {
        NDArray soft = soft(logits);
        NDArray choice = Operations.oneHot(logits.argMax(1), soft, foundationClasses);
        return Operations.constant(choice.sub(soft)).add(soft);
    }

    /**
     * Returns the distribution over foundation classes that each target class is drawn from.
     *
     * @param xi the weights
     * @return one row per target class, each sums to 1
     */
    public float[][] distribution(Parameters xi) {
        float[][] rows = new float[targetClasses][foundationClasses];
        if (form == Form.RANDOM) {
            Arrays.stream(rows).forEach(row -> Arrays.fill(row, 1f / foundationClasses));
            return rows;
        }
        // Read as it is: a conversion would leave its result in a manager that is sealed.
        Number[] logits = xi.get(EMBEDDING).toArray();
        for (int y = 0; y < targetClasses; y++) {
            double total = 0;
            for (int k = 0; k < foundationClasses; k++) {
                total += Math.exp(logits[y * foundationClasses + k].doubleValue());
            }
            for (int k = 0; k < foundationClasses; k++) {
                rows[y][k] =
                        (float) (Math.exp(logits[y * foundationClasses + k].doubleValue()) / total);
            }
        }
        return rows;
    }
}
