package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Pooling;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;

/**
 * The classifier {@code f_theta = h_omega o g_psi}: torchvision's residual network, with its tensor
 * names, in any depth and width (He et al. 2016).
 *
 * <p>{@link #resNet18}, {@link #resNet50} and {@link #resNet101} are the published ones, tensor by
 * tensor. Images may have any size.
 *
 * @param channels of the images
 * @param input what is done to the images first
 * @param block what the stages are made of
 * @param stem what comes before them
 * @param blocks the number of blocks of each stage; every stage after the first halves the size and
 *     doubles the width
 * @param width channels of the stem, and of the 3x3 convolutions of the first stage
 * @param classes K
 */
public record ResNet(
        int channels,
        Input input,
        Block block,
        Stem stem,
        List<Integer> blocks,
        int width,
        int classes) {

    private static final String HEAD = "fc";

    /** What is done to images in [0, 1] before the first convolution. */
    public enum Input {
        /** Nothing. */
        PLAIN,

        /** ImageNet's mean is taken away, and the rest divided by its deviation. */
        IMAGENET
    }

    /** The kinds of residual blocks. */
    public enum Block {
        /** Two 3x3 convolutions. */
        BASIC(1),

        /**
         * 1x1, 3x3, 1x1 with four times the channels; a stride is the 3x3's (v1.5, not the paper's
         * v1, where it is the first one's).
         */
        BOTTLENECK(4);

        /** Channels that a block puts out, in relation to its 3x3 convolutions'. */
        private final int expansion;

        Block(int expansion) {
            this.expansion = expansion;
        }
    }

    /** The kinds of what comes before the stages. */
    public enum Stem {
        /** A 3x3 convolution of stride 2, for small images. */
        SMALL(3),

        /** A 7x7 convolution of stride 2, then the largest of every 3x3 pixels with stride 2. */
        IMAGENET(7);

        private final int size;

        Stem(int size) {
            this.size = size;
        }
    }

    /** Copies the list and checks the sizes. */
    public ResNet {
        blocks = List.copyOf(blocks);
        Standardisation.check(input, channels);
        if (channels < 1
                || width < 1
                || classes < 2
                || blocks.isEmpty()
                || blocks.stream().anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException(
                    "a classifier needs channels, width and blocks of at least 1 and 2 classes:"
                            + " channels %d, blocks %s, width %d, classes %d"
                                    .formatted(channels, blocks, width, classes));
        }
    }

    /** A network that takes images as they are. */
    public ResNet(
            int channels, Block block, Stem stem, List<Integer> blocks, int width, int classes) {
        this(channels, Input.PLAIN, block, stem, blocks, width, classes);
    }

    /**
     * A network of basic blocks for small images.
     *
     * @param channels of the images
     * @param blocks the number of blocks of each stage
     * @param width channels of the first stage
     * @param classes K
     */
    public ResNet(int channels, List<Integer> blocks, int width, int classes) {
        this(channels, Block.BASIC, Stem.SMALL, blocks, width, classes);
    }

    /**
     * Returns torchvision's ResNet-18.
     *
     * @param classes K
     * @return the network for colour images
     */
    public static ResNet resNet18(int classes) {
        return new ResNet(3, Block.BASIC, Stem.IMAGENET, List.of(2, 2, 2, 2), 64, classes);
    }

    /**
     * Returns torchvision's ResNet-50.
     *
     * @param classes K
     * @return the network for colour images
     */
    public static ResNet resNet50(int classes) {
        return new ResNet(3, Block.BOTTLENECK, Stem.IMAGENET, List.of(3, 4, 6, 3), 64, classes);
    }

    /**
     * Returns torchvision's ResNet-101.
     *
     * @param classes K
     * @return the network for colour images
     */
    public static ResNet resNet101(int classes) {
        return new ResNet(3, Block.BOTTLENECK, Stem.IMAGENET, List.of(3, 4, 23, 3), 64, classes);
    }

    /** Returns the length d of a feature vector. */
    public int featureSize() {
        return (width << (blocks.size() - 1)) * block.expansion;
    }

    /**
     * Counts what the convolutions put out for one image; the memory of a step grows with it.
     *
     * @param side pixels of the image on each side
     * @return numbers per image
     */
    public long outputs(int side) {
        long sum = stemLayer().outputs(side);
        int size = afterStem(stemLayer().side(side));
        for (ResidualBlock residual : residualBlocks()) {
            sum += residual.outputs(size);
            size = residual.side(size);
        }
        return sum;
    }

    private int afterStem(int side) {
        return stem == Stem.IMAGENET ? (side + 1) / 2 : side;
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
        convolutions().forEach(convolution -> convolution.addWeights(weights));
        return weights.linear(HEAD, featureSize(), classes);
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
        convolutions().forEach(convolution -> convolution.addStatistics(statistics));
        return statistics;
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
        NDArray standard = input == Input.IMAGENET ? Standardisation.imageNet(images) : images;
        NDArray map = Operations.scoped(standard, x -> stem(x, theta, normalisation));
        for (ResidualBlock residual : residualBlocks()) {
            map = Operations.scoped(map, x -> residual.apply(x, theta, normalisation));
        }
        return Operations.averagePixels(map);
    }

    private NDArray stem(NDArray images, Parameters theta, Normalisation normalisation) {
        NDArray map = Operations.relu(stemLayer().apply(images, theta, normalisation));
        return stem == Stem.IMAGENET ? Pooling.max(map, 3, 2, 1) : map;
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

    private NormalisedConvolution stemLayer() {
        return new NormalisedConvolution("conv1", "bn1", channels, width, stem.size, 2);
    }

    private List<ResidualBlock> residualBlocks() {
        List<ResidualBlock> residuals = new ArrayList<>();
        int in = width;
        for (int stage = 0; stage < blocks.size(); stage++) {
            int middle = width << stage;
            int out = middle * block.expansion;
            for (int i = 0; i < blocks.get(stage); i++) {
                String name = "layer" + (stage + 1) + "." + i;
                int stride = stage > 0 && i == 0 ? 2 : 1;
                residuals.add(
                        block == Block.BASIC
                                ? ResidualBlock.basic(name, in, out, stride)
                                : ResidualBlock.bottleneck(name, in, middle, out, stride));
                in = out;
            }
        }
        return residuals;
    }

    private List<NormalisedConvolution> convolutions() {
        List<NormalisedConvolution> all = new ArrayList<>(List.of(stemLayer()));
        residualBlocks().forEach(residual -> all.addAll(residual.convolutions()));
        return all;
    }
}
