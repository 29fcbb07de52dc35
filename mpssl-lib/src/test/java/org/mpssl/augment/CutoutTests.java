package org.mpssl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class CutoutTests {

    private static final Colour GREY = new Colour(List.of(0.5));

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final Step step = workspace.step();

    @AfterEach
    void close() {
        step.close();
        workspace.close();
    }

    private static Draws draws(int side, int x, int y) {
        return Draws.none()
                .with("cutout-side", new int[] {side})
                .with("cutout-x", new int[] {x})
                .with("cutout-y", new int[] {y});
    }

    private double[] cut(int side, int x, int y) {
        NDArray images = step.array(new double[15], new Shape(1, 1, 3, 5));
        return new Cutout(0, 1, GREY).apply(step, images, draws(side, x, y)).toDoubleArray();
    }

    @Test
    void coversTheEvenPartOfTheSideAroundThePlace() {
        double[] expected = {
            0, .5, .5, 0, 0,
            0, .5, .5, 0, 0,
            0, 0, 0, 0, 0
        };

        assertThat(cut(2, 2, 1)).containsExactly(expected, within(0.0));
        assertThat(cut(3, 2, 1)).containsExactly(expected, within(0.0));
        assertThat(cut(1, 2, 1)).containsOnly(0);
    }

    @Test
    void isCutOffAtTheBorders() {
        assertThat(cut(4, 0, 2))
                .containsExactly(
                        new double[] {
                            .5, .5, 0, 0, 0,
                            .5, .5, 0, 0, 0,
                            .5, .5, 0, 0, 0
                        },
                        within(0.0));
        assertThat(cut(4, 4, 0))
                .containsExactly(
                        new double[] {
                            0, 0, .5, .5, .5,
                            0, 0, .5, .5, .5,
                            0, 0, 0, 0, 0
                        },
                        within(0.0));
    }

    @Test
    void whatIsCoveredHasNoGradient() {
        try (GradientMode on = GradientMode.on()) {
            NDArray images = step.leaf(step.array(new double[15], new Shape(1, 1, 3, 5)));
            NDArray view = new Cutout(0, 1, GREY).apply(step, images, draws(2, 1, 1));

            assertThat(step.gradient(view.sum(), images).toDoubleArray())
                    .containsExactly(0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
        }
    }

    @Test
    void drawsSidesInTheirRangeAndPlacesEverywhere() {
        Draws draws =
                new Cutout(0.25, 0.5, GREY)
                        .draw(new RandomStreams(3).at("cutout", 0), new Shape(2000, 1, 3, 40));

        assertThat(Arrays.stream(draws.integers("cutout-side")).distinct().sorted().toArray())
                .containsExactly(10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
        assertThat(Arrays.stream(draws.integers("cutout-x")).distinct().count()).isEqualTo(40);
        assertThat(Arrays.stream(draws.integers("cutout-y")).distinct().sorted().toArray())
                .containsExactly(0, 1, 2);
    }

    @Test
    void impossibleSidesAreRefused() {
        assertThatThrownBy(() -> new Cutout(0.5, 0.4, GREY)).hasMessageContaining("0.5, 0.4");
        assertThatThrownBy(() -> new Cutout(0, Double.NaN, GREY)).hasMessageContaining("NaN");
    }
}
