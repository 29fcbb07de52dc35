package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
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
 * @param temperature tau
 * @param hard whether a label is one-hot, with the soft label's gradient (straight-through), or the
 *     soft label itself
 */
public record LabelConverter(
        int targetClasses, int foundationClasses, double temperature, boolean hard) {

    private static final String EMBEDDING = "embedding.weight";

    /**
     * Draws initial weights.
     *
     * @param workspace where they live
     * @param random where they come from
     * @return xi: logits (K, foundation classes), close to uniform
     */
    public Parameters initialWeights(Workspace workspace, RandomStream random) {
        return new Weights()
                .normal(EMBEDDING, 0.01, targetClasses, foundationClasses)
                .draw(workspace, random);
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
        NDArray logits = Operations.embed(xi.get(EMBEDDING), labels).add(gumbel);
        NDArray soft = Operations.times(logits, 1 / temperature).softmax(1);
        if (!hard) {
            return soft;
        }
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
        // Read as it is: a conversion would leave its result in a manager that is sealed.
        Number[] logits = xi.get(EMBEDDING).toArray();
        float[][] rows = new float[targetClasses][foundationClasses];
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
