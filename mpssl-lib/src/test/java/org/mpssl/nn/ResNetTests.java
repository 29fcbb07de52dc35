package org.mpssl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;

class ResNetTests {

    private static final double TORCHVISION_MOMENTUM = 0.1;

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final RandomStreams streams = new RandomStreams(3);
    private final ResNet tiny = new ResNet(1, List.of(1, 2), 4, 3);

    @AfterEach
    void close() {
        workspace.close();
    }

    private NDArray images(Step step, int n, int size) {
        float[] values = streams.at("images", 0).gaussians(n * size * size);
        return step.array(values, new Shape(n, 1, size, size));
    }

    /** torchvision's resnet18 has 11,689,512 parameters with its 7x7 stem on three channels. */
    @Test
    void resNet18HasTorchvisionsNumberOfParametersButForItsStem() {
        try (Workspace single = Workspace.open(Device.cpu(), DataType.FLOAT32)) {
            ResNet resNet18 = new ResNet(3, List.of(2, 2, 2, 2), 64, 1000);
            Parameters theta = resNet18.initialWeights(single, streams.at("theta", 0));

            int stem = 64 * 3 * (7 * 7 - 3 * 3);
            assertThat(theta.count()).isEqualTo(11_689_512 - stem);
            assertThat(theta.size()).isEqualTo(62);
            assertThat(resNet18.featureSize()).isEqualTo(512);
            assertThat(resNet18.initialStatistics(single).count()).isEqualTo(2 * 4800);
        }
    }

    /** The layout is known without drawing, and is that of a file of weights and statistics. */
    @Test
    void theLayoutIsThatOfWeightsAndStatistics() {
        ResNet resNet18 = new ResNet(3, List.of(2, 2, 2, 2), 64, 1000);
        int stem = 64 * 3 * (7 * 7 - 3 * 3);
        assertThat(resNet18.layout().scalars()).isEqualTo(11_689_512 - stem + 2 * 4800);

        Parameters theta = tiny.initialWeights(workspace, streams.at("theta", 0));
        Parameters all = theta.and(tiny.initialStatistics(workspace));
        assertThat(tiny.layout()).isEqualTo(Layout.of(all));
    }

    /** 32 pixels become 16 in the stem and 8 in the second stage, whose first block projects. */
    @Test
    void outputsAreThoseOfEveryConvolution() {
        int first = 4 * 16 * 16;
        int second = 8 * 8 * 8;
        assertThat(tiny.outputs(32)).isEqualTo(first + 2 * first + 3 * second + 2 * second);
    }

    @Test
    void namesAreTorchvisions() {
        Parameters theta = tiny.initialWeights(workspace, streams.at("theta", 0));

        List<String> expected = new ArrayList<>(List.of("conv1.weight", "bn1.weight", "bn1.bias"));
        for (String block : List.of("layer1.0", "layer2.0", "layer2.1")) {
            for (int i = 1; i <= 2; i++) {
                expected.add(block + ".conv" + i + ".weight");
                expected.add(block + ".bn" + i + ".weight");
                expected.add(block + ".bn" + i + ".bias");
            }
            if (block.equals("layer2.0")) {
                expected.add(block + ".downsample.0.weight");
                expected.add(block + ".downsample.1.weight");
                expected.add(block + ".downsample.1.bias");
            }
        }
        expected.addAll(List.of("fc.weight", "fc.bias"));
        assertThat(theta.names()).containsExactlyElementsOf(expected);
        assertThat(tiny.extractor(theta).names())
                .containsExactlyElementsOf(expected.subList(0, expected.size() - 2));
        assertThat(tiny.initialStatistics(workspace).names())
                .contains("bn1.running_mean", "layer2.0.downsample.1.running_var")
                .hasSize(2 * 8);
        assertThat(theta.get("layer2.0.conv1.weight").getShape()).isEqualTo(new Shape(8, 4, 3, 3));
    }

    @Test
    void initialWeightsHaveTorchvisionsSpread() {
        ResNet wide = new ResNet(1, List.of(1), 64, 10);
        Parameters theta = wide.initialWeights(workspace, streams.at("theta", 0));
        double[] w = theta.get("layer1.0.conv1.weight").toDoubleArray();

        double variance = Arrays.stream(w).map(v -> v * v).average().orElseThrow();
        double expected = 2.0 / (64 * 9);
        assertThat(variance).isCloseTo(expected, within(4 * expected * Math.sqrt(2.0 / w.length)));
        assertThat(Arrays.stream(theta.get("fc.weight").toDoubleArray()))
                .allMatch(v -> Math.abs(v) <= 1 / Math.sqrt(64) + 1e-7);
    }

    @Test
    void givesFeaturesAndLogits() {
        Parameters theta = tiny.initialWeights(workspace, streams.at("theta", 0));
        Normalisation batch = Normalisation.batch(tiny.initialStatistics(workspace));
        try (Step step = workspace.seal().step();
                GradientMode off = GradientMode.off()) {
            NDArray x = images(step, 5, 32);
            NDArray features = tiny.features(x, theta, batch);

            assertThat(features.getShape()).isEqualTo(new Shape(5, 8));
            assertThat(Arrays.stream(features.toDoubleArray())).allMatch(v -> v >= 0);
            assertThat(tiny.logits(x, theta, batch).toDoubleArray())
                    .isEqualTo(tiny.head(features, theta).toDoubleArray());
            assertThat(tiny.head(features, theta).getShape()).isEqualTo(new Shape(5, 3));
        }
    }

    /**
     * At width 1 with the stem's kernel a centred one, the first normalisation sees every second
     * pixel, and its statistics can be taken by hand.
     */
    @Test
    void runningStatisticsMoveByTorchsRule() {
        ResNet one = new ResNet(1, List.of(1), 1, 2);
        Parameters theta = one.initialWeights(workspace, streams.at("theta", 0));
        Parameters statistics = one.initialStatistics(workspace);
        try (Step step = workspace.seal().step();
                GradientMode off = GradientMode.off()) {
            double[] centre = {0, 0, 0, 0, 1, 0, 0, 0, 0};
            step.copy(
                    theta.where("conv1.weight"::equals),
                    Parameters.of(
                            java.util.Map.of(
                                    "conv1.weight", step.array(centre, new Shape(1, 1, 3, 3)))));
            double mean = 0;
            double variance = 1;
            for (int round = 0; round < 3; round++) {
                NDArray x = images(step, 2, 6).add(round);
                one.features(x, theta, Normalisation.updating(statistics));

                double[] seen = everySecond(x.toDoubleArray(), 6);
                double batchMean = Arrays.stream(seen).average().orElseThrow();
                double squares = Arrays.stream(seen).map(v -> Math.pow(v - batchMean, 2)).sum();
                mean += TORCHVISION_MOMENTUM * (batchMean - mean);
                variance += TORCHVISION_MOMENTUM * (squares / (seen.length - 1) - variance);
            }
            assertThat(statistics.get("bn1.running_mean").toDoubleArray()[0])
                    .isCloseTo(mean, within(1e-12));
            assertThat(statistics.get("bn1.running_var").toDoubleArray()[0])
                    .isCloseTo(variance, within(1e-12));
        }
    }

    private static double[] everySecond(double[] pixels, int size) {
        List<Double> seen = new ArrayList<>();
        for (int i = 0; i < pixels.length; i++) {
            if (i / size % 2 == 0 && i % size % 2 == 0) {
                seen.add(pixels[i]);
            }
        }
        return seen.stream().mapToDouble(v -> v).toArray();
    }

    @Test
    void onlyAnUpdatingPassMovesRunningStatistics() {
        Parameters theta = tiny.initialWeights(workspace, streams.at("theta", 0));
        Parameters statistics = tiny.initialStatistics(workspace);
        try (Step step = workspace.seal().step();
                GradientMode off = GradientMode.off()) {
            NDArray x = images(step, 4, 16);
            Parameters before = statistics.map(a -> step.own(a).duplicate());
            tiny.logits(x, theta, Normalisation.batch(statistics));
            tiny.logits(x, theta, Normalisation.running(statistics));
            assertThat(moved(statistics, before)).isEmpty();

            tiny.logits(x, theta, Normalisation.updating(statistics));
            assertThat(moved(statistics, before)).containsExactlyElementsOf(statistics.names());
        }
    }

    private static List<String> moved(Parameters statistics, Parameters before) {
        return statistics.names().stream()
                .filter(
                        name ->
                                !Arrays.equals(
                                        statistics.get(name).toByteArray(),
                                        before.get(name).toByteArray()))
                .toList();
    }

    @Test
    void runningStatisticsMakeImagesIndependentOfTheirBatch() {
        Parameters theta = tiny.initialWeights(workspace, streams.at("theta", 0));
        Parameters statistics = tiny.initialStatistics(workspace);
        try (Step step = workspace.seal().step();
                GradientMode off = GradientMode.off()) {
            NDArray x = images(step, 4, 16);
            Normalisation running = Normalisation.running(statistics);
            double[] together = tiny.logits(x, theta, running).get("0:1").toDoubleArray();
            double[] alone = tiny.logits(x.get("0:1"), theta, running).toDoubleArray();
            double[] batch =
                    tiny.logits(x, theta, Normalisation.batch(statistics))
                            .get("0:1")
                            .toDoubleArray();

            assertThat(alone).containsExactly(together, within(1e-12));
            assertThat(batch[0]).isNotCloseTo(alone[0], within(1e-6));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 4, 3", "1, 0, 3", "1, 4, 1"})
    void impossibleSizesAreRefused(int channels, int width, int classes) {
        assertThatThrownBy(() -> new ResNet(channels, List.of(1), width, classes))
                .hasMessageContaining("channels " + channels)
                .hasMessageContaining("width " + width);
        assertThatThrownBy(() -> new ResNet(1, List.of(), 4, 3)).hasMessageContaining("blocks []");
    }
}
