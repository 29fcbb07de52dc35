package org.mpssl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class FlipAndResizedCropTests {

    private static final FlipAndResizedCrop USUAL = new FlipAndResizedCrop(0.08, 1, 0.75, 4 / 3.0);

    private final RandomStreams streams = new RandomStreams(8);
    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final Step step = workspace.step();

    @AfterEach
    void close() {
        step.close();
        workspace.close();
    }

    private static Draws draws(int flip, int top, int left, int height, int width) {
        return Draws.none()
                .with("flip", new int[] {flip})
                .with("top", new int[] {top})
                .with("left", new int[] {left})
                .with("height", new int[] {height})
                .with("width", new int[] {width});
    }

    @Test
    void theWholeImageStaysAsItIs() {
        double[] x = new double[12];
        Arrays.setAll(x, i -> i / 12.0);
        NDArray images = step.array(x, new Shape(1, 1, 3, 4));

        assertThat(USUAL.apply(step, images, draws(0, 0, 0, 3, 4)).toDoubleArray())
                .containsExactly(x, within(1e-15));
        assertThat(USUAL.apply(step, images, draws(1, 0, 0, 3, 4)).toDoubleArray())
                .containsExactly(
                        Arrays.stream(new int[] {3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8})
                                .mapToDouble(i -> i / 12.0)
                                .toArray(),
                        within(1e-15));
    }

    /** Two pixels become four: the outer ones are theirs, the inner ones lie between. */
    @Test
    void interpolatesInsideThePartOnly() {
        NDArray images = step.array(new double[] {9, 0, 1, 9}, new Shape(1, 1, 1, 4));

        assertThat(USUAL.apply(step, images, draws(0, 0, 1, 1, 2)).toDoubleArray())
                .containsExactly(new double[] {0, 0.25, 0.75, 1}, within(1e-15));
    }

    @Test
    void partsLieInside() {
        Draws draws = USUAL.draw(streams.at("crop", 0), new Shape(1000, 3, 60, 40));
        for (int i = 0; i < 1000; i++) {
            int height = draws.integers("height")[i];
            int width = draws.integers("width")[i];
            assertThat(draws.integers("top")[i]).isBetween(0, 60 - height);
            assertThat(draws.integers("left")[i]).isBetween(0, 40 - width);
            assertThat((double) width / height).isBetween(0.70, 1.42);
        }
        assertThat(Arrays.stream(draws.integers("flip")).sum()).isBetween(430, 570);
    }

    /** Areas of up to one half fit into a square whatever their ratio, so that none is rejected. */
    @Test
    void areasAndLogarithmsOfRatiosAreUniform() {
        int n = 4000;
        Draws draws =
                new FlipAndResizedCrop(0.1, 0.5, 0.75, 4 / 3.0)
                        .draw(streams.at("crop", 1), new Shape(n, 1, 500, 500));
        double[] area = new double[n];
        double[] ratio = new double[n];
        for (int i = 0; i < n; i++) {
            double height = draws.integers("height")[i];
            double width = draws.integers("width")[i];
            area[i] = (height * width / 250_000 - 0.1) / 0.4;
            ratio[i] = 0.5 + Math.log(width / height) / Math.log(16 / 9.0);
        }
        for (double[] uniform : new double[][] {area, ratio}) {
            for (double quarter = 0.25; quarter < 1; quarter += 0.25) {
                double limit = quarter;
                double share = (double) Arrays.stream(uniform).filter(u -> u < limit).count() / n;
                assertThat(share).isCloseTo(quarter, within(0.035));
            }
        }
    }

    @Test
    void whereNoPartFitsItIsTheMiddle() {
        FlipAndResizedCrop wide = new FlipAndResizedCrop(1, 1, 3, 3);
        Draws draws = wide.draw(streams.at("crop", 0), new Shape(1, 1, 9, 9));
        assertThat(draws.integers("top")).containsExactly(3);
        assertThat(draws.integers("left")).containsExactly(0);
        assertThat(draws.integers("height")).containsExactly(3);
        assertThat(draws.integers("width")).containsExactly(9);

        FlipAndResizedCrop high = new FlipAndResizedCrop(1, 1, 1 / 3.0, 1 / 3.0);
        assertThat(high.draw(streams.at("crop", 0), new Shape(1, 1, 9, 9)).integers("width"))
                .containsExactly(3);
    }

    @Test
    void impossibleRangesAreRefused() {
        assertThatThrownBy(() -> new FlipAndResizedCrop(0, 1, 1, 1)).hasMessageContaining("areas");
        assertThatThrownBy(() -> new FlipAndResizedCrop(0.5, 1, 2, 1))
                .hasMessageContaining("2.0, 1.0");
    }
}
