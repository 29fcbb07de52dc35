package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import java.util.stream.IntStream;
import org.mpssl.data.ImageFormat;
import org.mpssl.data.ImageSet;
import org.mpssl.loss.CrossEntropy;
import org.mpssl.nn.Normalisation;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.NesterovSgd;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * The classifier in training: the network f, its weights theta, its running statistics and the
 * optimiser of theta.
 *
 * @param network f = h o g
 * @param theta the weights, updated in place
 * @param statistics the running statistics, moved by the real theta step alone
 * @param optimiser Nesterov's SGD of theta
 */
public record Classifier(
        ResNet network, Parameters theta, Parameters statistics, NesterovSgd optimiser) {

    /** Pixels of the images that are classified at once: 500 of 32 x 32, 10 of 224 x 224. */
    private static final int EVALUATION_PIXELS = 500 * 32 * 32;

    /** What an evaluation found. */
    // Numbers in bulk, passed on and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    public record Evaluation(double accuracy, double loss, int[] predictions) {}

    /**
     * Moves theta.
     *
     * @param step the current scope
     * @param gradients of the loss with respect to theta, which are used up
     * @param rate the learning rate
     */
    void update(Step step, Parameters gradients, double rate) {
        step.record("gradient/theta", gradients);
        optimiser.update(step, theta, gradients, rate);
    }

    /**
     * Classifies a whole set with the running statistics.
     *
     * @param workspace where to compute
     * @param images the set
     * @param format what the classifier sees
     * @return accuracy (0 to 1), mean cross-entropy and predicted classes
     */
    public Evaluation evaluate(Workspace workspace, ImageSet images, ImageFormat format) {
        int[] predictions = new int[images.size()];
        int right = 0;
        double loss = 0;
        int atOnce = Math.max(1, EVALUATION_PIXELS / (format.side() * format.side()));
        for (int from = 0; from < images.size(); from += atOnce) {
            int to = Math.min(from + atOnce, images.size());
            try (Step step = workspace.step();
                    GradientMode off = GradientMode.off()) {
                int[] batch = IntStream.range(from, to).toArray();
                NDArray x = format.read(step, images, batch);
                NDArray logits = network.logits(x, theta, Normalisation.running(statistics));
                NDArray y = images.labelArray(step.manager(), batch);
                loss += Losses.value(CrossEntropy.perSample(logits, y).sum());
                long[] predicted = logits.argMax(1).toLongArray();
                for (int i = from; i < to; i++) {
                    predictions[i] = (int) predicted[i - from];
                    right += predictions[i] == images.label(i) ? 1 : 0;
                }
            }
        }
        return new Evaluation(right / (double) images.size(), loss / images.size(), predictions);
    }
}
