package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;

/**
 * BigGAN's generator (Brock et al. 2019), the original one: a latent in chunks, of which the first
 * makes a 4x4 map and the others, each with the class embedding, condition one doubling block each.
 *
 * <p>Tensor names and the order of the first map, (channels, 4, 4), follow the public PyTorch
 * implementation of its authors; conditioning vectors are {@code concat(z chunk, class embedding)},
 * as in the release for TensorFlow. Weights have their spectral norms folded in.
 *
 * @param plan the channels of the maps
 * @param width what those are multiples of
 * @param latent length of z
 * @param embedding length of the class embedding
 * @param classes number of foundation classes
 * @param epsilon added to variances: 1e-4 in the release for TensorFlow, 1e-5 in that for PyTorch
 * @param truncationRows rows of the stored statistics: with n above 1 row k is for truncation
 *     {@code (k + 1) / n}; with 0 or 1 there is one set of statistics
 */
public record BigGan(
        Plan plan,
        int width,
        int latent,
        int embedding,
        int classes,
        double epsilon,
        int truncationRows)
        implements GeneratorNetwork {

    private static final int WIDTH = 96;
    private static final int EMBEDDING = 128;
    private static final int CLASSES = 1000;
    private static final double EPSILON = 1e-4;

    /**
     * Which maps there are.
     *
     * @param colours channels of the images
     * @param channels of the 4x4 map, and of the map after each block, in multiples of the width
     * @param attention the block after which self-attention comes, or {@link #NONE}
     */
    public record Plan(int colours, List<Integer> channels, int attention) {

        /** Stands for no self-attention. */
        public static final int NONE = -1;

        /** Copies the list. */
        public Plan {
            channels = List.copyOf(channels);
        }

        /**
         * Returns the plan of a published network.
         *
         * @param resolution 128, 256 or 512
         * @return the plan
         */
        public static Plan of(int resolution) {
            return switch (resolution) {
                case 128 -> new Plan(3, List.of(16, 16, 8, 4, 2, 1), 3);
                case 256 -> new Plan(3, List.of(16, 16, 8, 8, 4, 2, 1), 4);
                case 512 -> new Plan(3, List.of(16, 16, 8, 8, 4, 2, 1, 1), 3);
                default ->
                        throw new IllegalArgumentException(
                                "there are networks for 128, 256 and 512 pixels, not for "
                                        + resolution);
            };
        }

        int blocks() {
            return channels.size() - 1;
        }
    }

    /** Checks the sizes. */
    public BigGan {
        int blocks = plan.blocks();
        boolean mapped = plan.colours > 0 && plan.channels.stream().allMatch(c -> c > 0);
        boolean whole = blocks > 0 && latent > 0 && latent % (blocks + 1) == 0;
        int attention = plan.attention;
        boolean within = attention == Plan.NONE || (attention >= 0 && attention < blocks);
        if (!mapped || !whole || !within || width < 1 || classes < 1 || embedding < 1) {
            throw new IllegalArgumentException(
                    """
                    a BigGAN needs channels, classes and an embedding of at least 1, latents of equal \
                    chunks, one more than blocks, and attention after a block: width %d, classes %d, \
                    embedding %d, latent %d, %s"""
                            .formatted(width, classes, embedding, latent, plan));
        }
        if (attention != Plan.NONE && width * plan.channels.get(attention + 1) % 8 != 0) {
            throw new IllegalArgumentException(
                    "self-attention needs a multiple of 8 channels: width %d, %s"
                            .formatted(width, plan));
        }
    }

    /**
     * Returns a published network for the 1000 classes of ImageNet, with one set of statistics and
     * the epsilon of the release for TensorFlow.
     *
     * @param resolution 128, 256 or 512
     * @return the network
     */
    public static BigGan of(int resolution) {
        Plan plan = Plan.of(resolution);
        int chunk = resolution == 512 ? 16 : 20;
        int latent = chunk * (plan.blocks() + 1);
        return new BigGan(plan, WIDTH, latent, EMBEDDING, CLASSES, EPSILON, 0);
    }

    /** Returns the number of pixels of the images on each side. */
    public int resolution() {
        return 4 << plan.blocks();
    }

    @Override
    public int latentSize() {
        return latent;
    }

    /**
     * Draws initial weights, orthogonal as in BigGAN; for small networks, since that takes long.
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
        long first = 16L * channels(0);
        weights.orthogonal("shared.weight", classes, embedding)
                .orthogonal("linear.weight", first, chunk())
                .constant("linear.bias", 0, first);
        for (int i = 0; i < plan.blocks(); i++) {
            block(i).addWeights(weights);
            if (i == plan.attention) {
                attention().addWeights(weights);
            }
        }
        imageLayer().addWeights(weights);
        return weights;
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
        for (int i = 0; i < plan.blocks(); i++) {
            for (ConditionalNormalisation norm : block(i).normalisations()) {
                norm.statistics().addTo(statistics, truncations().shape(norm.channels()));
            }
        }
        imageLayer().statistics().addTo(statistics, truncations().shape(last()));
        return statistics;
    }

    @Override
    public Layout layout() {
        return weights().layout().and(statistics().layout());
    }

    @Override
    public boolean isStatistic(String tensor) {
        return tensor.contains(".stored_");
    }

    @Override
    public Parameters used(Parameters tensors, double truncation) {
        return truncations().select(tensors, this::isStatistic, truncation);
    }

    @Override
    public NDArray generate(
            NDArray latents, NDArray labels, Parameters weights, Normalisation normalisation) {
        NDArray embedded = labels.matMul(weights.get("shared.weight"));
        NDArray[] chunks = latents.split(plan.blocks() + 1, 1).toArray(NDArray[]::new);
        NDArray flat =
                Operations.linear(
                        chunks[0], weights.get("linear.weight"), weights.get("linear.bias"));
        NDArray map = flat.reshape(-1, channels(0), 4, 4);
        for (int i = 0; i < plan.blocks(); i++) {
            NDArray condition = chunks[i + 1].concat(embedded, 1);
            UpBlock block = block(i);
            map = Operations.scoped(map, x -> block.apply(x, condition, weights, normalisation));
            if (i == plan.attention) {
                map = Operations.scoped(map, x -> attention().apply(x, weights));
            }
        }
        return Operations.scoped(map, x -> imageLayer().apply(x, weights, normalisation));
    }

    private int channels(int i) {
        return width * plan.channels.get(i);
    }

    private int last() {
        return channels(plan.blocks());
    }

    private int chunk() {
        return latent / (plan.blocks() + 1);
    }

    private UpBlock block(int i) {
        return UpBlock.of(
                "blocks." + i + ".0", channels(i), channels(i + 1), chunk() + embedding, epsilon);
    }

    private SelfAttention attention() {
        return SelfAttention.bigGan(
                "blocks." + plan.attention + ".1", channels(plan.attention + 1));
    }

    private ImageLayer imageLayer() {
        return new ImageLayer(
                "output_layer.0.gain",
                "output_layer.0.bias",
                StatisticNames.bigGan("output_layer.0"),
                new Convolution("output_layer.2", last(), plan.colours, 3),
                plan.colours,
                epsilon);
    }

    private TruncationTable truncations() {
        return new TruncationTable(truncationRows, false);
    }
}
