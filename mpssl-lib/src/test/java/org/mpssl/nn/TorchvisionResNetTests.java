package org.mpssl.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.weights.Layout;

/** ResNet-18, -50 and -101 against torchvision's. */
class TorchvisionResNetTests {

    private static ResNet published(int depth) {
        return switch (depth) {
            case 18 -> ResNet.resNet18(1000);
            case 50 -> ResNet.resNet50(1000);
            default -> ResNet.resNet101(1000);
        };
    }

    /** The parameters are those of torchvision's weight files; the statistics count twice. */
    @ParameterizedTest
    @CsvSource({"18, 11689512, 20, 512", "50, 25557032, 53, 2048", "101, 44549160, 104, 2048"})
    void parametersAndConvolutionsAreAsManyAsTorchvisions(
            int depth, long parameters, int convolutions, int features) {
        Layout layout = published(depth).layout();

        assertThat(count(layout, false)).isEqualTo(parameters);
        assertThat(layout.shapes().values().stream().filter(s -> s.dimension() == 4))
                .hasSize(convolutions);
        assertThat(layout.shapes().keySet().stream().filter(n -> n.endsWith("running_mean")))
                .hasSize(convolutions);
        assertThat(published(depth).featureSize()).isEqualTo(features);
    }

    private static long count(Layout layout, boolean statistics) {
        return layout.shapes().entrySet().stream()
                .filter(tensor -> tensor.getKey().contains(".running_") == statistics)
                .mapToLong(tensor -> tensor.getValue().size())
                .sum();
    }

    /** 33 pixels are 17 after the stem, 9 after pooling and in the first stage, then 5. */
    @Test
    void outputsAreThoseOfEveryConvolution() {
        long stem = 8 * 17 * 17;
        long pixels = 9 * 9;
        long halved = 5 * 5;

        assertThat(small(ResNet.Block.BASIC).outputs(33))
                .isEqualTo(stem + 2 * 8 * pixels + 3 * 16 * halved);
        long first = (8 + 8 + 32 + 32) * pixels;
        long second = 16 * pixels + (16 + 64 + 64) * halved;
        assertThat(small(ResNet.Block.BOTTLENECK).outputs(33)).isEqualTo(stem + first + second);
    }

    private static ResNet small(ResNet.Block block) {
        return new ResNet(3, block, ResNet.Stem.IMAGENET, List.of(1, 1), 8, 5);
    }

    /** Stride 1 and unchanged channels need no projection; a bottleneck's first block widens. */
    @Test
    void theFirstStageProjectsInBottleneckNetworksOnly() {
        assertThat(published(18).layout().shapes())
                .doesNotContainKey("layer1.0.downsample.0.weight")
                .containsEntry("layer2.0.downsample.0.weight", new Shape(128, 64, 1, 1));
        assertThat(published(50).layout().shapes())
                .containsEntry("layer1.0.downsample.0.weight", new Shape(256, 64, 1, 1))
                .doesNotContainKey("layer1.1.downsample.0.weight")
                .containsEntry("conv1.weight", new Shape(64, 3, 7, 7));
    }
}
