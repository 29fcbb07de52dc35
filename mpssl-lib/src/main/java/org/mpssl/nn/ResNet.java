package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;

/**
 * The classifier {@code f_theta = h_omega o g_psi}: torchvision's residual network of basic blocks,
 * with its tensor names, in any depth and width (He et al. 2016).
 *
 * <p>The stem is a 3x3 convolution of stride 2 without max-pooling, for small images.
 *
 * @param channels of the images
 * @param blocks the number of basic blocks of each stage; every stage after the first halves the
 *     size and doubles the width
 * @param width channels of the first stage
 * @param classes K
 */
public record ResNet(int channels, List<Integer> blocks, int width, int classes) {

    private static final String HEAD = "fc";

    /** Copies the list and checks the sizes. */
    public ResNet {
        blocks = List.copyOf(blocks);
        if (channels < 1 || width < 1 || classes < 2 || blocks.isEmpty()) {
            throw new IllegalArgumentException(
                    "a classifier needs channels, width and blocks of at least 1 and 2 classes:"
                            + " channels %d, blocks %s, width %d, classes %d"
                                    .formatted(channels, blocks, width, classes));
        }
    }

    /** Returns the length d of a feature vector. */
    public int featureSize() {
        return width << (blocks.size() - 1);
    }

    /**
     * Counts what the convolutions put out for one image; the memory of a step grows with it.
     *
     * @param side pixels of the image on each side
     * @return numbers per image
     */
    public long outputs(int side) {
        int[] size = {(side + 1) / 2};
        long[] sum = {(long) width * size[0] * size[0]};
        forEachBlock(
                (name, in, out, stride) -> {
                    size[0] = (size[0] + stride - 1) / stride;
                    int convolutions = stride > 1 || in != out ? 3 : 2;
                    sum[0] += (long) convolutions * out * size[0] * size[0];
                });
        return sum[0];
    }

    /**
     * Draws initial weights as torchvision does: normal of variance 2 / fan-out for convolutions,
     * uniform in +-1/sqrt(d) for the head.
     *
     * @param workspace where they live
     * @param random where they come from
     * @return theta = (psi, omega)
     */
    public Parameters initialWeights(Workspace workspace, RandomStream random) {
        return weights().draw(workspace, random);
    }

    private Weights weights() {
        Weights weights = new Weights();
        convolution(weights, "conv1", channels, width, 3);
        normalisation(weights, "bn1", width);
        forEachBlock(
                (name, in, out, stride) -> {
                    convolution(weights, name + ".conv1", in, out, 3);
                    normalisation(weights, name + ".bn1", out);
                    convolution(weights, name + ".conv2", out, out, 3);
                    normalisation(weights, name + ".bn2", out);
                    if (stride > 1 || in != out) {
                        convolution(weights, name + ".downsample.0", in, out, 1);
                        normalisation(weights, name + ".downsample.1", out);
                    }
                });
        return weights.linear(HEAD, featureSize(), classes);
    }

    private static void convolution(Weights weights, String name, int in, int out, int size) {
        double deviation = Math.sqrt(2.0 / (out * size * size));
        weights.normal(name + ".weight", deviation, out, in, size, size);
    }

    private static void normalisation(Weights weights, String name, int channels) {
        weights.constant(name + ".weight", 1, channels).constant(name + ".bias", 0, channels);
    }

    /**
     * Makes running statistics of mean 0 and variance 1.
     *
     * @param workspace where they live
     * @return the statistics, named as torchvision's buffers
     */
    public Parameters initialStatistics(Workspace workspace) {
        return statistics().fill(workspace);
    }

    private Weights statistics() {
        Weights statistics = new Weights();
        statistics(statistics, "bn1", width);
        forEachBlock(
                (name, in, out, stride) -> {
                    statistics(statistics, name + ".bn1", out);
                    statistics(statistics, name + ".bn2", out);
                    if (stride > 1 || in != out) {
                        statistics(statistics, name + ".downsample.1", out);
                    }
                });
        return statistics;
    }

    private static void statistics(Weights statistics, String layer, int channels) {
        statistics.statistics(layer + ".running_mean", layer + ".running_var", channels);
    }

    /** Returns names and shapes of weights and running statistics: what a file of both holds. */
    public Layout layout() {
        return weights().layout().and(statistics().layout());
    }

    /**
     * Computes the features {@code g_psi(x)}.
     *
     * @param images (N, C, H, W)
     * @param theta the weights; those of the head are not used
     * @param normalisation which statistics are used and whether running ones are updated
     * @return (N, d)
     */
    public NDArray features(NDArray images, Parameters theta, Normalisation normalisation) {
        NDArray stem =
                Operations.scoped(
                        images,
                        x ->
                                Operations.relu(
                                        normalisation.torchvision(
                                                Operations.convolve(
                                                        x, theta.get("conv1.weight"), null, 2, 1),
                                                theta,
                                                "bn1")));
        NDArray[] map = {stem};
        forEachBlock(
                (name, in, out, stride) ->
                        map[0] =
                                Operations.scoped(
                                        map[0],
                                        x ->
                                                block(
                                                        x,
                                                        theta,
                                                        normalisation,
                                                        name,
                                                        in != out || stride > 1,
                                                        stride)));
        return Operations.averagePixels(map[0]);
    }

    private static NDArray block(
            NDArray x,
            Parameters theta,
            Normalisation normalisation,
            String name,
            boolean projected,
            int stride) {
        NDArray inner = Operations.convolve(x, theta.get(name + ".conv1.weight"), null, stride, 1);
        inner = Operations.relu(normalisation.torchvision(inner, theta, name + ".bn1"));
        inner = Operations.convolve(inner, theta.get(name + ".conv2.weight"), null, 1, 1);
        inner = normalisation.torchvision(inner, theta, name + ".bn2");
        NDArray skip = x;
        if (projected) {
            skip =
                    Operations.convolve(
                            x, theta.get(name + ".downsample.0.weight"), null, stride, 0);
            skip = normalisation.torchvision(skip, theta, name + ".downsample.1");
        }
        return Operations.relu(inner.add(skip));
    }

    /**
     * Computes the logits {@code h_omega(g)} of features.
     *
     * @param features (N, d)
     * @param theta the weights; only those of the head are used
     * @return (N, K)
     */
    public NDArray head(NDArray features, Parameters theta) {
        return Operations.linear(features, theta.get(HEAD + ".weight"), theta.get(HEAD + ".bias"));
    }

    /**
     * Computes the logits {@code f_theta(x)}.
     *
     * @param images (N, C, H, W)
     * @param theta the weights
     * @param normalisation which statistics are used and whether running ones are updated
     * @return (N, K)
     */
    public NDArray logits(NDArray images, Parameters theta, Normalisation normalisation) {
        return head(features(images, theta, normalisation), theta);
    }

    /**
     * Returns the weights psi of the feature extractor, without the head's.
     *
     * @param theta the weights
     * @return psi
     */
    public Parameters extractor(Parameters theta) {
        return theta.where(name -> !name.startsWith(HEAD + "."));
    }

    private interface BlockAction {
        void accept(String name, int in, int out, int stride);
    }

    private void forEachBlock(BlockAction action) {
        int in = width;
        for (int stage = 0; stage < blocks.size(); stage++) {
            int out = width << stage;
            for (int i = 0; i < blocks.get(stage); i++) {
                int stride = stage > 0 && i == 0 ? 2 : 1;
                action.accept("layer" + (stage + 1) + "." + i, in, out, stride);
                in = out;
            }
        }
    }
}
