package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;

/**
 * BigGAN-deep's generator (Brock et al. 2019, appendix B): bottleneck blocks, all conditioned by
 * {@code concat(z, class embedding)}, which makes the first 4x4 map too.
 *
 * <p>Tensor names and the order of the first map, (4, 4, channels), follow Hugging Face's
 * pytorch-pretrained-BigGAN. Weights have their spectral norms folded in.
 *
 * @param plan the blocks
 * @param width what their channels are multiples of
 * @param latent length of z, and of the class embedding
 * @param classes number of foundation classes
 * @param epsilon added to variances, 1e-4 in the published networks
 * @param truncationRows rows of the stored statistics: with n above 1 row k is for truncation
 *     {@code k / (n - 1)}; with 0 or 1 there is one set of statistics
 */
public record BigGanDeep(
        Plan plan, int width, int latent, int classes, double epsilon, int truncationRows)
        implements GeneratorNetwork {

    private static final int COLOURS = 3;
    private static final int WIDTH = 128;
    private static final int LATENT = 128;
    private static final int CLASSES = 1000;
    private static final double EPSILON = 1e-4;
    private static final int TRUNCATION_ROWS = 51;
    private static final String IMAGE = "generator.conv_to_rgb";

    /**
     * One block.
     *
     * @param up whether it doubles the size
     * @param in channels that come in, in multiples of the width
     * @param out channels that go out
     */
    public record Block(boolean up, int in, int out) {}

    /**
     * The blocks.
     *
     * @param blocks one after the other
     * @param attention the block before which self-attention comes
     */
    public record Plan(List<Block> blocks, int attention) {

        /** Copies the list. */
        public Plan {
            blocks = List.copyOf(blocks);
        }

        /**
         * Returns the plan of a published network: pairs of a block that keeps the size and one
         * that doubles it.
         *
         * @param resolution 128, 256 or 512
         * @return the plan
         */
        public static Plan of(int resolution) {
            return switch (resolution) {
                case 128 -> pairs(16, 16, 8, 4, 2, 1);
                case 256 -> pairs(16, 16, 8, 8, 4, 2, 1);
                case 512 -> pairs(16, 16, 8, 8, 4, 2, 1, 1);
                default ->
                        throw new IllegalArgumentException(
                                "there are networks for 128, 256 and 512 pixels, not for "
                                        + resolution);
            };
        }

        private static Plan pairs(int... channels) {
            List<Block> blocks = new ArrayList<>();
            for (int i = 1; i < channels.length; i++) {
                blocks.add(new Block(false, channels[i - 1], channels[i - 1]));
                blocks.add(new Block(true, channels[i - 1], channels[i]));
            }
            return new Plan(blocks, 8);
        }
    }

    /** Checks the sizes. */
    public BigGanDeep {
        List<Block> blocks = plan.blocks;
        boolean fitting = !blocks.isEmpty() && width > 0;
        for (int i = 0; fitting && i < blocks.size(); i++) {
            Block block = blocks.get(i);
            fitting =
                    block.out >= 1
                            && block.out <= block.in
                            && width * block.in % 4 == 0
                            && (i == 0 || blocks.get(i - 1).out == block.in);
        }
        boolean inside = plan.attention >= 0 && plan.attention < blocks.size();
        if (!fitting || !inside || latent < 1 || classes < 1) {
            throw new IllegalArgumentException(
                    """
                    a BigGAN-deep needs a width, latents and classes of at least 1, blocks of multiples \
                    of 4 channels that fit together and never widen, and attention before one of \
                    them: width %d, latent %d, classes %d, %s"""
                            .formatted(width, latent, classes, plan));
        }
        if (width * blocks.get(plan.attention).in % 8 != 0) {
            throw new IllegalArgumentException(
                    "self-attention needs a multiple of 8 channels: width %d, %s"
                            .formatted(width, plan));
        }
        if (width * blocks.get(blocks.size() - 1).out < COLOURS) {
            throw new IllegalArgumentException("colours need 3 channels: width " + width);
        }
    }

    /**
     * Returns a published network, for the 1000 classes of ImageNet.
     *
     * @param resolution 128, 256 or 512
     * @return the network
     */
    public static BigGanDeep of(int resolution) {
        return new BigGanDeep(
                Plan.of(resolution), WIDTH, LATENT, CLASSES, EPSILON, TRUNCATION_ROWS);
    }

    /** Returns the number of pixels of the images on each side. */
    public int resolution() {
        return 4 << plan.blocks.stream().filter(Block::up).count();
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
        long first = 16L * firstChannels();
        weights.orthogonal("embeddings.weight", latent, classes)
                .orthogonal("generator.gen_z.weight", first, condition())
                .constant("generator.gen_z.bias", 0, first);
        for (int i = 0; i < plan.blocks.size(); i++) {
            if (i == plan.attention) {
                attention().addWeights(weights);
            }
            block(i).addWeights(weights);
        }
        imageLayer().addWeights(weights);
        return weights;
    }

    /**
     * Makes running statistics of mean 0 and variance 1 for every normalisation layer.
     *
     * @param workspace where they live
     * @return the statistics, under Hugging Face's names
     */
    public Parameters initialStatistics(Workspace workspace) {
        return statistics().fill(workspace);
    }

    private Weights statistics() {
        Weights statistics = new Weights();
        for (int i = 0; i < plan.blocks.size(); i++) {
            for (ConditionalNormalisation norm : block(i).norms()) {
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
        return tensor.contains(".running_");
    }

    /**
     * {@inheritDoc}
     *
     * <p>The last convolution has as many outputs as inputs, of which three are colours. To compute
     * only these saves a quarter of the arithmetic.
     */
    @Override
    public Parameters used(Parameters tensors, double truncation) {
        Map<String, NDArray> colours = new LinkedHashMap<>();
        for (String name : List.of(IMAGE + ".weight", IMAGE + ".bias")) {
            colours.put(name, tensors.get(name).get(new NDIndex(":{}", COLOURS)));
        }
        return truncations()
                .select(tensors, this::isStatistic, truncation)
                .replacedBy(Parameters.of(colours));
    }

    @Override
    public NDArray generate(
            NDArray latents, NDArray labels, Parameters weights, Normalisation normalisation) {
        NDArray embedded = Operations.linear(labels, weights.get("embeddings.weight"), null);
        NDArray condition = latents.concat(embedded, 1);
        NDArray flat =
                Operations.linear(
                        condition,
                        weights.get("generator.gen_z.weight"),
                        weights.get("generator.gen_z.bias"));
        NDArray map = flat.reshape(-1, 4, 4, firstChannels()).transpose(0, 3, 1, 2);
        for (int i = 0; i < plan.blocks.size(); i++) {
            if (i == plan.attention) {
                map = Operations.scoped(map, x -> attention().apply(x, weights));
            }
            DeepBlock block = block(i);
            map = Operations.scoped(map, x -> block.apply(x, condition, weights, normalisation));
        }
        return Operations.scoped(map, x -> imageLayer().apply(x, weights, normalisation));
    }

    private int condition() {
        return 2 * latent;
    }

    private int firstChannels() {
        return width * plan.blocks.get(0).in;
    }

    private int last() {
        return width * plan.blocks.get(plan.blocks.size() - 1).out;
    }

    /** Attention is a module among the blocks and moves the later ones' numbers. */
    private DeepBlock block(int i) {
        Block block = plan.blocks.get(i);
        int module = i < plan.attention ? i : i + 1;
        return DeepBlock.of(
                "generator.layers." + module,
                width * block.in,
                width * block.out,
                block.up,
                condition(),
                epsilon);
    }

    private SelfAttention attention() {
        return SelfAttention.bigGanDeep(
                "generator.layers." + plan.attention, width * plan.blocks.get(plan.attention).in);
    }

    private ImageLayer imageLayer() {
        return new ImageLayer(
                "generator.bn.weight",
                "generator.bn.bias",
                StatisticNames.bigGanDeep("generator.bn"),
                new Convolution(IMAGE, last(), last(), 3),
                COLOURS,
                epsilon);
    }

    private TruncationTable truncations() {
        return new TruncationTable(truncationRows, true);
    }
}
