package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;

/**
 * A conditional generator in BigGAN's layout (Brock et al. 2019) for 32x32 grey images: latent in
 * four chunks, shared class embedding, three residual up-blocks, class-conditional batch
 * normalisation.
 *
 * <p>Tensor names follow the public PyTorch implementation of BigGAN. Conditioning vectors are
 * {@code concat(z chunk, class embedding)}, as in the original release.
 *
 * @param classes number of foundation classes
 * @param width channels of the last block; the first map has eight times as many
 */
public record SmallBigGan(int classes, int width) {

    /** Length of a latent vector. */
    public static final int LATENT = 32;

    private static final int CHUNK = 8;
    private static final int EMBEDDING = 32;
    private static final int CONDITION = CHUNK + EMBEDDING;
    private static final int BLOCKS = 3;

    /**
     * Draws initial weights, orthogonal as in BigGAN.
     *
     * @param workspace where they live
     * @param random where they come from
     * @return the weights
     */
    public Parameters initialWeights(Workspace workspace, RandomStream random) {
        return weights().draw(workspace, random);
    }

    private Weights weights() {
        Weights weights = new Weights();
        int top = width << BLOCKS;
        weights.orthogonal("shared.weight", classes, EMBEDDING)
                .orthogonal("linear.weight", 16L * top, CHUNK)
                .constant("linear.bias", 0, 16L * top);
        for (int i = 0; i < BLOCKS; i++) {
            String block = block(i);
            int in = channels(i);
            int out = channels(i + 1);
            convolution(weights, block + ".conv1", in, out, 3);
            convolution(weights, block + ".conv2", out, out, 3);
            convolution(weights, block + ".conv_sc", in, out, 1);
            condition(weights, block + ".bn1", in);
            condition(weights, block + ".bn2", out);
        }
        weights.constant("output_layer.0.gain", 1, width).constant("output_layer.0.bias", 0, width);
        convolution(weights, "output_layer.2", width, 1, 3);
        return weights;
    }

    private static void convolution(Weights weights, String name, int in, int out, int size) {
        weights.orthogonal(name + ".weight", out, in, size, size).constant(name + ".bias", 0, out);
    }

    private static void condition(Weights weights, String name, int channels) {
        weights.orthogonal(name + ".gain.weight", channels, CONDITION)
                .orthogonal(name + ".bias.weight", channels, CONDITION);
    }

    /**
     * Makes running statistics of mean 0 and variance 1 for every normalisation layer.
     *
     * @param workspace where they live
     * @return the statistics, under the names of BigGAN's buffers
     */
    public Parameters initialStatistics(Workspace workspace) {
        return statistics().fill(workspace);
    }

    private Weights statistics() {
        Weights statistics = new Weights();
        for (int i = 0; i < BLOCKS; i++) {
            statistics(statistics, block(i) + ".bn1", channels(i));
            statistics(statistics, block(i) + ".bn2", channels(i + 1));
        }
        statistics(statistics, "output_layer.0", width);
        return statistics;
    }

    private static void statistics(Weights statistics, String layer, int channels) {
        statistics.statistics(layer + ".stored_mean", layer + ".stored_var", channels);
    }

    /** Returns names and shapes of weights and stored statistics: what a file of both holds. */
    public Layout layout() {
        return weights().layout().and(statistics().layout());
    }

    /**
     * Generates images.
     *
     * @param latents z (N, 32)
     * @param labels distributions over the foundation classes (N, classes)
     * @param weights the weights
     * @param normalisation which statistics the layers use
     * @return images in [0, 1] (N, 1, 32, 32)
     */
    public NDArray generate(
            NDArray latents, NDArray labels, Parameters weights, Normalisation normalisation) {
        NDArray embedding = labels.matMul(weights.get("shared.weight"));
        NDArray[] chunks = latents.split(BLOCKS + 1, 1).toArray(NDArray[]::new);
        NDArray flat =
                Operations.linear(
                        chunks[0], weights.get("linear.weight"), weights.get("linear.bias"));
        NDArray map = flat.reshape(-1, (long) width << BLOCKS, 4, 4);
        for (int i = 0; i < BLOCKS; i++) {
            NDArray condition = chunks[i + 1].concat(embedding, 1);
            String block = block(i);
            map = Operations.scoped(map, x -> upBlock(x, condition, weights, normalisation, block));
        }
        return Operations.scoped(map, x -> output(x, weights, normalisation));
    }

    private static NDArray upBlock(
            NDArray x, NDArray condition, Parameters w, Normalisation normalisation, String block) {
        NDArray h = conditional(x, condition, w, normalisation, block + ".bn1");
        h = Operations.upsample(Operations.relu(h), 2);
        h =
                Operations.convolve(
                        h, w.get(block + ".conv1.weight"), w.get(block + ".conv1.bias"), 1, 1);
        h = Operations.relu(conditional(h, condition, w, normalisation, block + ".bn2"));
        h =
                Operations.convolve(
                        h, w.get(block + ".conv2.weight"), w.get(block + ".conv2.bias"), 1, 1);
        // A 1x1 convolution and repeating pixels commute: the cheaper order, the same numbers.
        NDArray skip =
                Operations.convolve(
                        x, w.get(block + ".conv_sc.weight"), w.get(block + ".conv_sc.bias"), 1, 0);
        return h.add(Operations.upsample(skip, 2));
    }

    private static NDArray conditional(
            NDArray x, NDArray condition, Parameters w, Normalisation normalisation, String layer) {
        NDArray standard = normalisation.bigGan(x, layer);
        NDArray gain = Operations.linear(condition, w.get(layer + ".gain.weight"), null).add(1);
        NDArray bias = Operations.linear(condition, w.get(layer + ".bias.weight"), null);
        long n = x.getShape().get(0);
        return standard.mul(gain.reshape(n, -1, 1, 1)).add(bias.reshape(n, -1, 1, 1));
    }

    private static NDArray output(NDArray x, Parameters w, Normalisation normalisation) {
        NDArray h = Operations.relu(normalisation.bigGan(x, w, "output_layer.0"));
        h =
                Operations.convolve(
                        h, w.get("output_layer.2.weight"), w.get("output_layer.2.bias"), 1, 1);
        return Operations.times(h.tanh().add(1), 0.5);
    }

    private static String block(int i) {
        return "blocks." + i + ".0";
    }

    private int channels(int block) {
        return width << (BLOCKS - block);
    }
}
