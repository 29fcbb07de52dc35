package org.mpssl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.UserError;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;

/** What the numbers of the oracle's traces do not show about the two large generators. */
class BigGanTests {

    private static final int CLASSES = 3;
    private static final BigGan.Plan PLAN = new BigGan.Plan(3, List.of(4, 2, 1), 0);
    private static final BigGanDeep.Plan DEEP_PLAN =
            new BigGanDeep.Plan(
                    List.of(new BigGanDeep.Block(true, 4, 2), new BigGanDeep.Block(true, 2, 1)), 1);

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final RandomStreams streams = new RandomStreams(11);

    @AfterEach
    void close() {
        workspace.close();
    }

    private static BigGan tiny(int rows) {
        return new BigGan(PLAN, 4, 6, 5, CLASSES, 1e-4, rows);
    }

    private static BigGanDeep tinyDeep(int rows) {
        return new BigGanDeep(DEEP_PLAN, 4, 6, CLASSES, 1e-4, rows);
    }

    static List<GeneratorNetwork> networks() {
        return List.of(tiny(3), tinyDeep(4));
    }

    /** Numbers of parameters without statistics, as published. */
    @ParameterizedTest
    @CsvSource({"128, 70433988, 120", "256, 82097604, 140", "512, 82296804, 128"})
    void bigGansHaveTheirNumberOfParameters(int resolution, long parameters, int latent) {
        BigGan network = BigGan.of(resolution);

        assertThat(parameters(network)).isEqualTo(parameters);
        assertThat(network.latentSize()).isEqualTo(latent);
        assertThat(network.resolution()).isEqualTo(resolution);
        assertThat(network.classes()).isEqualTo(1000);
    }

    /** Numbers of parameters without statistics, as published. */
    @ParameterizedTest
    @CsvSource({"128, 50388609", "256, 55880833", "512, 56163905"})
    void deepBigGansHaveTheirNumberOfParameters(int resolution, long parameters) {
        BigGanDeep network = BigGanDeep.of(resolution);

        assertThat(parameters(network)).isEqualTo(parameters);
        assertThat(network.latentSize()).isEqualTo(128);
        assertThat(network.resolution()).isEqualTo(resolution);
        assertThat(network.classes()).isEqualTo(1000);
    }

    private static long parameters(GeneratorNetwork network) {
        return network.layout().shapes().entrySet().stream()
                .filter(tensor -> !network.isStatistic(tensor.getKey()))
                .mapToLong(tensor -> tensor.getValue().size())
                .sum();
    }

    @Test
    void namesAndShapesAreThoseOfThePublishedFiles() {
        assertThat(BigGan.of(128).layout().shapes())
                .containsEntry("shared.weight", new Shape(1000, 128))
                .containsEntry("linear.weight", new Shape(24576, 20))
                .containsEntry("blocks.0.0.bn1.gain.weight", new Shape(1536, 148))
                .containsEntry("blocks.0.0.bn1.stored_mean", new Shape(1536))
                .containsEntry("blocks.3.1.theta.weight", new Shape(24, 192, 1, 1))
                .containsEntry("blocks.3.1.gamma", new Shape(1))
                .containsEntry("output_layer.2.weight", new Shape(3, 96, 3, 3));
        assertThat(BigGanDeep.of(256).layout().shapes())
                .containsEntry("embeddings.weight", new Shape(128, 1000))
                .containsEntry("generator.gen_z.weight", new Shape(32768, 256))
                .containsEntry("generator.layers.0.bn_3.running_vars", new Shape(51, 512))
                .containsEntry("generator.layers.8.snconv1x1_o_conv.weight", shape(512, 256, 1))
                .containsEntry("generator.layers.8.gamma", new Shape(1))
                .containsEntry("generator.layers.9.conv_1.weight", shape(128, 128, 3))
                .containsEntry("generator.bn.running_means", new Shape(51, 128))
                .containsEntry("generator.conv_to_rgb.weight", shape(128, 128, 3));
    }

    private static Shape shape(int out, int in, int size) {
        return new Shape(out, in, size, size);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theLayoutIsThatOfWeightsAndStatistics(GeneratorNetwork network) {
        assertThat(Layout.of(tensors(network))).isEqualTo(network.layout());
    }

    /** Initial weights, statistics that differ from row to row, and an attention that counts. */
    private Parameters tensors(GeneratorNetwork network) {
        Parameters initial =
                network instanceof BigGan bigGan
                        ? bigGan.initialWeights(workspace, streams.at("g", 0))
                                .and(bigGan.initialStatistics(workspace))
                        : ((BigGanDeep) network)
                                .initialWeights(workspace, streams.at("g", 0))
                                .and(((BigGanDeep) network).initialStatistics(workspace));
        Map<String, NDArray> changed = new LinkedHashMap<>();
        initial.forEach(
                entry -> {
                    String name = entry.getKey();
                    Shape shape = entry.getValue().getShape();
                    if (network.isStatistic(name) || name.endsWith("gamma")) {
                        double least = name.contains("mean") ? -0.5 : 0.5;
                        float[] values = new float[(int) shape.size()];
                        RandomStream random = streams.at(name, 0);
                        for (int i = 0; i < values.length; i++) {
                            values[i] = (float) (least + random.nextDouble());
                        }
                        changed.put(name, workspace.array(values, shape));
                    }
                });
        return initial.replacedBy(Parameters.of(changed));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void imagesAreInColourAndLieBetweenZeroAndOne(GeneratorNetwork network) {
        FrozenGenerator generator =
                FrozenGenerator.of(network, tensors(network), "a test", workspace);
        try (Step step = workspace.seal().step();
                GradientMode off = GradientMode.off()) {
            NDArray images = generator.generate(latents(step, 4), labels(step, 4));

            assertThat(images.getShape()).isEqualTo(new Shape(4, 3, 16, 16));
            assertThat(Arrays.stream(images.toDoubleArray())).allMatch(v -> v > 0 && v < 1);
            assertThat(generator.latentSize()).isEqualTo(6);
            assertThat(generator.classes()).isEqualTo(CLASSES);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aFrozenGeneratorComputesWithTheRowOfItsTruncation(GeneratorNetwork network) {
        Parameters tensors = tensors(network);
        // Rows for 1/3, 2/3 and 1, in BigGAN-deep's table after one for 0.
        int row = network instanceof BigGan ? 1 : 2;
        FrozenGenerator last = FrozenGenerator.of(network, tensors, "a test", workspace);
        FrozenGenerator before = FrozenGenerator.of(network, tensors, 2.0 / 3, "it", workspace);
        try (Step step = workspace.step();
                GradientMode off = GradientMode.off()) {
            Parameters own = tensors.map(step::own);
            for (int i = 0; i < 2; i++) {
                int chosen = row + i;
                Parameters statistics =
                        own.where(network::isStatistic).map(table -> table.get(chosen));
                NDArray z = latents(step, 2);
                NDArray y = labels(step, 2);
                NDArray expected =
                        network.generate(z, y, tensors, Normalisation.running(statistics));
                assertThat((i == 0 ? before : last).generate(z, y).toDoubleArray())
                        .containsExactly(expected.toDoubleArray(), within(1e-12));
            }
            NDArray z = latents(step, 1);
            NDArray y = labels(step, 1);
            assertThat(last.generate(z, y).sub(before.generate(z, y)).abs().max().getDouble())
                    .isGreaterThan(1e-3);
        }
        assertThatThrownBy(() -> FrozenGenerator.of(network, tensors, 0.5, "it", workspace))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no statistics for truncation 0.5");
    }

    /** The comparison above is with all outputs; this is with the shapes. */
    @Test
    void theLastConvolutionOfBigGanDeepIsFoldedToItsColours() {
        BigGanDeep network = tinyDeep(0);
        Parameters tensors = tensors(network);
        try (Step step = workspace.step()) {
            Parameters used = network.used(tensors.map(step::own), 1);

            assertThat(tensors.get("generator.conv_to_rgb.weight").getShape())
                    .isEqualTo(new Shape(4, 4, 3, 3));
            assertThat(used.get("generator.conv_to_rgb.weight").getShape())
                    .isEqualTo(new Shape(3, 4, 3, 3));
            assertThat(used.get("generator.conv_to_rgb.bias").getShape()).isEqualTo(new Shape(3));
            assertThat(used.names()).isEqualTo(tensors.names());
        }
    }

    @Test
    void impossibleSizesAreRefused() {
        assertThatThrownBy(() -> new BigGan(PLAN, 4, 7, 5, CLASSES, 1e-4, 0))
                .hasMessageContaining("latents of equal chunks")
                .hasMessageContaining("latent 7");
        assertThatThrownBy(() -> new BigGan(PLAN, 3, 6, 5, CLASSES, 1e-4, 0))
                .hasMessageContaining("a multiple of 8 channels: width 3");
        BigGan.Plan beyond = new BigGan.Plan(3, List.of(4, 2, 1), 2);
        assertThatThrownBy(() -> new BigGan(beyond, 4, 6, 5, CLASSES, 1e-4, 0))
                .hasMessageContaining("attention=2");
        assertThatThrownBy(() -> BigGan.of(64)).hasMessageContaining("not for 64");
        assertThatThrownBy(() -> new BigGanDeep(DEEP_PLAN, 3, 6, CLASSES, 1e-4, 0))
                .hasMessageContaining("multiples of 4 channels")
                .hasMessageContaining("width 3");
        assertThatThrownBy(() -> new BigGanDeep(DEEP_PLAN, 2, 6, CLASSES, 1e-4, 0))
                .hasMessageContaining("a multiple of 8 channels: width 2");
        List<BigGanDeep.Block> widening = List.of(new BigGanDeep.Block(true, 2, 4));
        assertThatThrownBy(() -> new BigGanDeep(new BigGanDeep.Plan(widening, 0), 4, 6, 3, 1e-4, 0))
                .hasMessageContaining("never widen");
        List<BigGanDeep.Block> narrow = List.of(new BigGanDeep.Block(true, 8, 1));
        assertThatThrownBy(() -> new BigGanDeep(new BigGanDeep.Plan(narrow, 0), 2, 6, 3, 1e-4, 0))
                .hasMessageContaining("colours need 3 channels: width 2");
        assertThatThrownBy(() -> BigGanDeep.of(64)).hasMessageContaining("not for 64");
    }

    private NDArray latents(Step step, int n) {
        return step.array(streams.at("z", 0).gaussians(n * 6), new Shape(n, 6));
    }

    private NDArray labels(Step step, int n) {
        return step.array(streams.at("y", 0).gumbels(n * CLASSES), new Shape(n, CLASSES))
                .softmax(1);
    }
}
