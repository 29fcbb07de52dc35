package org.mpssl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class GeneratorTests {

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final RandomStreams streams = new RandomStreams(8);

    @AfterEach
    void close() {
        workspace.close();
    }

    @Test
    void theEmbeddedStudysGeneratorHasItsNumberOfParameters() {
        SmallBigGan network = new SmallBigGan(5, 16);
        Parameters weights = network.initialWeights(workspace, streams.at("g", 0));
        Parameters statistics = network.initialStatistics(workspace);

        assertThat(weights.count()).isEqualTo(201_889);
        // Two layers a block on 128, 64, 64, 32, 32, 16 channels, and the output's on 16.
        assertThat(statistics.count()).isEqualTo(2 * (128 + 64 + 64 + 32 + 32 + 16 + 16));
        assertThat(weights.names())
                .contains(
                        "shared.weight",
                        "linear.weight",
                        "blocks.0.0.bn1.gain.weight",
                        "blocks.2.0.conv_sc.bias",
                        "output_layer.2.weight");
    }

    @Test
    void imagesLieBetweenZeroAndOne() {
        SmallBigGan network = new SmallBigGan(3, 2);
        FrozenGenerator generator = frozen(network);
        try (Step step = workspace.seal().step();
                GradientMode off = GradientMode.off()) {
            NDArray images = generator.generate(latents(step, 4), labels(step, 4, 3));

            assertThat(images.getShape()).isEqualTo(new Shape(4, 1, 32, 32));
            assertThat(Arrays.stream(images.toDoubleArray())).allMatch(v -> v > 0 && v < 1);
            assertThat(generator.latentSize()).isEqualTo(32);
            assertThat(generator.classes()).isEqualTo(3);
        }
    }

    /** Mixing labels is mixing embeddings: a class whose embedding is the mixture agrees. */
    @Test
    void aSoftLabelIsTheMixtureOfTheClassesEmbeddings() {
        SmallBigGan two = new SmallBigGan(2, 2);
        SmallBigGan three = new SmallBigGan(3, 2);
        Parameters weights = two.initialWeights(workspace, streams.at("g", 0));
        Normalisation running = Normalisation.running(two.initialStatistics(workspace));
        try (Step step = workspace.seal().step();
                GradientMode off = GradientMode.off()) {
            NDArray embeddings = step.own(weights.get("shared.weight"));
            NDArray mixture = step.array(new double[] {0.3, 0.7}, new Shape(1, 2));
            NDArray mixed = mixture.matMul(embeddings);
            Parameters extended =
                    weights.replacedBy(
                            Parameters.of(Map.of("shared.weight", embeddings.concat(mixed, 0))));
            NDArray z = latents(step, 1);
            NDArray third = step.array(new double[] {0, 0, 1}, new Shape(1, 3));

            assertThat(two.generate(z, mixture, weights, running).toDoubleArray())
                    .containsExactly(
                            three.generate(z, third, extended, running).toDoubleArray(),
                            within(1e-12));
        }
    }

    @Test
    void labelAndLatentBothChangeTheImage() {
        FrozenGenerator generator = frozen(new SmallBigGan(2, 2));
        try (Step step = workspace.seal().step();
                GradientMode off = GradientMode.off()) {
            NDArray z = latents(step, 1);
            NDArray a = generator.generate(z, step.array(new double[] {1, 0}, new Shape(1, 2)));
            NDArray b = generator.generate(z, step.array(new double[] {0, 1}, new Shape(1, 2)));
            NDArray c =
                    generator.generate(z.neg(), step.array(new double[] {1, 0}, new Shape(1, 2)));

            assertThat(a.sub(b).abs().max().getDouble()).isGreaterThan(1e-6);
            assertThat(a.sub(c).abs().max().getDouble()).isGreaterThan(1e-6);
        }
    }

    @Test
    void repeatingPixelsAndAOneByOneConvolutionCommute() {
        try (Step step = workspace.step();
                GradientMode off = GradientMode.off()) {
            RandomStream random = streams.at("commute", 0);
            NDArray x = step.array(random.gaussians(2 * 3 * 16), new Shape(2, 3, 4, 4));
            NDArray weight = step.array(random.gaussians(5 * 3), new Shape(5, 3, 1, 1));
            NDArray bias = step.array(random.gaussians(5), new Shape(5));
            NDArray before = Operations.upsample(Operations.convolve(x, weight, bias, 1, 0), 2);
            NDArray after = Operations.convolve(Operations.upsample(x, 2), weight, bias, 1, 0);

            assertThat(before.toDoubleArray())
                    .containsExactly(after.toDoubleArray(), within(1e-12));
        }
    }

    @Test
    void freezingChangesNoNumberAndGradientsReachLatentsAndLabels() {
        SmallBigGan network = new SmallBigGan(2, 2);
        Parameters weights = network.initialWeights(workspace, streams.at("g", 0));
        Parameters statistics = network.initialStatistics(workspace);
        FrozenGenerator generator = new FrozenGenerator(network, weights, statistics, workspace);
        try (Step step = workspace.seal().step();
                GradientMode on = GradientMode.on()) {
            NDArray z = step.leaf(latents(step, 2));
            NDArray y = step.leaf(labels(step, 2, 2));
            NDArray images = generator.generate(z, y);
            NDArray plain = network.generate(z, y, weights, Normalisation.running(statistics));
            assertThat(images.toDoubleArray())
                    .containsExactly(plain.toDoubleArray(), within(1e-12));

            Parameters both = Parameters.of(Map.of("z", z, "y", y));
            Parameters gradients = step.gradients(images.square().sum(), both);
            assertThat(Arrays.stream(gradients.get("z").toDoubleArray())).allMatch(v -> v != 0);
            assertThat(Arrays.stream(gradients.get("y").toDoubleArray())).allMatch(v -> v != 0);
        }
    }

    @Test
    void theMapperKeepsTheLatentsShapeAndKnowsTheClass() {
        ConditionalMapper mapper = new ConditionalMapper(3, 32, 16, 64);
        Parameters phi = mapper.initialWeights(workspace, streams.at("phi", 0));
        try (Step step = workspace.seal().step();
                GradientMode off = GradientMode.off()) {
            NDArray z = step.array(new float[4 * 32], new Shape(4, 32));
            NDArray mapped = mapper.map(z, step.indices(new int[] {0, 1, 2, 0}), phi);

            assertThat(mapped.getShape()).isEqualTo(new Shape(4, 32));
            double[] first = mapped.get(0).toDoubleArray();
            assertThat(mapped.get(1).toDoubleArray()).isNotEqualTo(first);
            assertThat(mapped.get(3).toDoubleArray()).containsExactly(first, within(1e-12));
            // Embedding, then weights and biases of three layers.
            assertThat(phi.count()).isEqualTo(3 * 16 + 48 * 64 + 64 + 64 * 64 + 64 + 64 * 32 + 32);
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "3, 9", "12, 5", "1, 7", "128, 8"})
    void orthogonalMatricesHaveAnOrthonormalShorterSide(int rows, int columns) {
        float[] values = Orthogonal.matrix(rows, columns, streams.at("q", 0));

        int vectors = Math.min(rows, columns);
        for (int a = 0; a < vectors; a++) {
            for (int b = 0; b <= a; b++) {
                double dot = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    dot +=
                            rows <= columns
                                    ? (double) values[a * columns + k] * values[b * columns + k]
                                    : (double) values[k * columns + a] * values[k * columns + b];
                }
                assertThat(dot).isCloseTo(a == b ? 1 : 0, within(1e-6));
            }
        }
    }

    private FrozenGenerator frozen(SmallBigGan network) {
        return new FrozenGenerator(
                network,
                network.initialWeights(workspace, streams.at("g", 0)),
                network.initialStatistics(workspace),
                workspace);
    }

    private NDArray latents(Step step, int n) {
        return step.array(streams.at("z", 0).gaussians(n * 32), new Shape(n, 32));
    }

    private NDArray labels(Step step, int n, int classes) {
        return step.array(streams.at("y", 0).gumbels(n * classes), new Shape(n, classes))
                .softmax(1);
    }
}
