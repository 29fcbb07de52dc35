package org.mpssl.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParametersTests {

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final Step step = workspace.step();

    @AfterEach
    void close() {
        step.close();
        workspace.close();
    }

    private NDArray array(double... values) {
        return step.array(values, new Shape(values.length));
    }

    private Parameters two(String a, NDArray first, String b, NDArray second) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        tensors.put(a, first);
        tensors.put(b, second);
        return Parameters.of(tensors);
    }

    @Test
    void minusIsAStepOfGradientDescent() {
        Parameters theta = two("b", array(1, 2), "a", array(3));
        Parameters gradients = two("a", array(10), "b", array(4, -8));

        Parameters moved = theta.minus(gradients, 0.5);

        assertThat(moved.names()).containsExactly("b", "a");
        assertThat(moved.get("b").toDoubleArray()).containsExactly(-1, 6);
        assertThat(moved.get("a").toDoubleArray()).containsExactly(-2);
        assertThat(theta.get("a").toDoubleArray()).containsExactly(3);
    }

    @Test
    void minusKeepsWeightsWithoutGradientAsTheyAre() {
        Parameters theta = two("a", array(1), "b", array(2));

        Parameters moved = theta.minus(Parameters.of(Map.of("b", array(1))), 1);

        assertThat(moved.get("a")).isSameAs(theta.get("a"));
        assertThat(moved.get("b").toDoubleArray()).containsExactly(1);
    }

    @Test
    void minusIsDifferentiableInWeightsAndGradients() {
        try (GradientMode on = GradientMode.on()) {
            NDArray theta = step.leaf(array(1, 2));
            NDArray gradient = step.leaf(array(3, 4));
            NDArray moved =
                    Parameters.of(Map.of("t", theta))
                            .minus(Parameters.of(Map.of("t", gradient)), 0.25)
                            .get("t");
            Parameters leaves = two("theta", theta, "gradient", gradient);

            Parameters derivatives = step.gradients(moved.sum(), leaves);

            assertThat(derivatives.get("theta").toDoubleArray()).containsExactly(1, 1);
            assertThat(derivatives.get("gradient").toDoubleArray()).containsExactly(-0.25, -0.25);
        }
    }

    @Test
    void plusTimesAndNormAreThoseOfOneLongVector() {
        Parameters a = two("x", array(3), "y", array(4, 0));

        assertThat(a.norm()).isCloseTo(5, within(1e-15));
        assertThat(a.times(2).norm()).isCloseTo(10, within(1e-15));
        assertThat(a.plus(a, -1).norm()).isZero();
        assertThat(a.count()).isEqualTo(3);
    }

    @Test
    void selectsByNameInOrder() {
        Parameters all = two("phi.w", array(1), "xi.w", array(2));

        assertThat(all.where(name -> name.startsWith("xi")).names()).containsExactly("xi.w");
        assertThat(all.under("phi.").names()).containsExactly("w");
        assertThat(all.under("phi.").get("w")).isSameAs(all.get("phi.w"));
        assertThat(all.prefixed("all.").names()).containsExactly("all.phi.w", "all.xi.w");
        assertThat(all.prefixed("all.").under("all.").names()).isEqualTo(all.names());
    }

    @Test
    void pairsItsNamesWithOtherArraysInOrder() {
        Parameters all = two("b", array(1), "a", array(2));

        Parameters other = all.with(java.util.List.of(array(5), array(6)));

        assertThat(other.get("b").toDoubleArray()).containsExactly(5);
        assertThat(other.get("a").toDoubleArray()).containsExactly(6);
    }

    @Test
    void errorsNameTheTensor() {
        Parameters all = two("conv1.weight", array(1), "fc.bias", array(2));

        assertThatThrownBy(() -> all.get("fc.weight"))
                .hasMessageContaining("fc.weight")
                .hasMessageContaining("conv1.weight, fc.bias");
        assertThatThrownBy(() -> all.and(all)).hasMessageContaining("'conv1.weight'");
        assertThatThrownBy(() -> all.minus(Parameters.of(Map.of("fc.x", array(1))), 1))
                .hasMessageContaining("fc.x");
        assertThatThrownBy(() -> all.plus(all.where(name -> name.startsWith("fc")), 1))
                .hasMessageContaining("conv1.weight");
        assertThatThrownBy(() -> all.replacedBy(Parameters.of(Map.of("other", array(1)))))
                .hasMessageContaining("other");
    }

    @Test
    void describesItselfLineByLine() {
        assertThat(two("a", array(1), "b", array(1, 2)).toString())
                .contains("2 tensors, 3 scalars", "b float64(2)");
    }

    @Test
    void isImmutable() {
        Map<String, NDArray> source = new LinkedHashMap<>(Map.of("a", array(1)));
        Parameters parameters = Parameters.of(source);
        source.clear();

        assertThat(parameters.size()).isOne();
        assertThatThrownBy(() -> parameters.names().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
