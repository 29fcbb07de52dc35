package org.mpssl.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fused updates against PyTorch's definitions, written out as loops over doubles. */
class OptimiserTests {

    private static final int SIZE = 5;
    private static final double[] RATES = {0.1, 0.1, 0.03, 0.5, 1e-3, 0, 0.2};

    private final RandomStream random = new RandomStream("test", 4);

    private double[] draw() {
        double[] values = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    /** Two tensors, so that a confusion of their order shows. */
    private static Parameters parameters(Step step, double[] a, double[] b) {
        Map<String, NDArray> tensors = new java.util.LinkedHashMap<>();
        tensors.put("a", step.array(a, new Shape(SIZE)));
        tensors.put("b", step.array(b, new Shape(SIZE, 1)));
        return Parameters.of(tensors);
    }

    @ParameterizedTest(name = "momentum {0}, weight decay {1}")
    @CsvSource({"0.9, 0", "0.9, 0.01", "0, 0.1", "0.5, 0.5"})
    void nesterovSgdIsThatOfItsDefinition(double momentum, double decay) {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
                Step outer = workspace.step()) {
            double[][] p = {draw(), draw()};
            double[][] buffer = new double[2][SIZE];
            Parameters theta = workspace.adopt(parameters(outer, p[0], p[1]));
            NesterovSgd sgd = new NesterovSgd(theta, workspace.manager(), momentum, decay);
            workspace.seal();

            for (double rate : RATES) {
                double[][] g = {draw(), draw()};
                try (Step step = workspace.step()) {
                    sgd.update(step, theta, swapped(parameters(step, g[0], g[1])), rate);
                }
                for (int k = 0; k < 2; k++) {
                    for (int i = 0; i < SIZE; i++) {
                        double gradient = g[k][i] + decay * p[k][i];
                        buffer[k][i] = momentum * buffer[k][i] + gradient;
                        p[k][i] -= rate * (gradient + momentum * buffer[k][i]);
                    }
                }
            }

            assertThat(theta.get("a").toDoubleArray()).containsExactly(p[0], within(1e-12));
            assertThat(theta.get("b").toDoubleArray()).containsExactly(p[1], within(1e-12));
            assertThat(sgd.buffers().get("b").toDoubleArray())
                    .containsExactly(buffer[1], within(1e-12));
        }
    }

    @ParameterizedTest(name = "betas {0}, {1}")
    @CsvSource({"0.9, 0.999", "0, 0.99"})
    void adamIsThatOfItsDefinition(double beta1, double beta2) {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
                Step outer = workspace.step()) {
            double[][] p = {draw(), draw()};
            double[][] m = new double[2][SIZE];
            double[][] v = new double[2][SIZE];
            Parameters w = workspace.adopt(parameters(outer, p[0], p[1]));
            Adam adam = new Adam(w, workspace.manager(), beta1, beta2);
            workspace.seal();

            for (int t = 1; t <= RATES.length; t++) {
                double[][] g = {draw(), draw()};
                try (Step step = workspace.step()) {
                    Parameters gradients = swapped(parameters(step, g[0], g[1]));
                    adam.update(step, w, gradients, RATES[t - 1]);
                }
                for (int k = 0; k < 2; k++) {
                    for (int i = 0; i < SIZE; i++) {
                        m[k][i] = beta1 * m[k][i] + (1 - beta1) * g[k][i];
                        v[k][i] = beta2 * v[k][i] + (1 - beta2) * g[k][i] * g[k][i];
                        double first = m[k][i] / (1 - Math.pow(beta1, t));
                        double second = v[k][i] / (1 - Math.pow(beta2, t));
                        p[k][i] -= RATES[t - 1] * first / (Math.sqrt(second) + 1e-8);
                    }
                }
            }

            assertThat(adam.updates()).isEqualTo(RATES.length);
            assertThat(w.get("a").toDoubleArray()).containsExactly(p[0], within(1e-12));
            assertThat(w.get("b").toDoubleArray()).containsExactly(p[1], within(1e-12));
            assertThat(adam.first().get("a").toDoubleArray()).containsExactly(m[0], within(1e-12));
            assertThat(adam.second().get("b").toDoubleArray()).containsExactly(v[1], within(1e-12));
        }
    }

    @Test
    void adamContinuesWhereItsMomentsWereLeft() {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
                Step step = workspace.step()) {
            Parameters straight = workspace.adopt(parameters(step, draw(), draw()));
            Parameters resumed = workspace.adopt(straight);
            Adam whole = new Adam(straight, workspace.manager(), 0.9, 0.999);
            Adam before = new Adam(resumed, workspace.manager(), 0.9, 0.999);
            Adam after = new Adam(resumed, workspace.manager(), 0.9, 0.999);
            Parameters gradients = parameters(step, draw(), draw());

            whole.update(step, straight, gradients, 0.1);
            whole.update(step, straight, gradients, 0.1);
            before.update(step, resumed, gradients, 0.1);
            step.copy(after.first(), before.first());
            step.copy(after.second(), before.second());
            after.continueAt(before.updates());
            after.update(step, resumed, gradients, 0.1);

            assertThat(resumed.get("a").toDoubleArray())
                    .isEqualTo(straight.get("a").toDoubleArray());
        }
    }

    @Test
    void averageMovesByOneMinusDecay() {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
                Step step = workspace.step()) {
            double[] ones = {1, 1, 1, 1, 1};
            Parameters average = parameters(step, ones, ones);

            step.average(average, parameters(step, new double[SIZE], ones), 0.75);

            assertThat(average.get("a").toDoubleArray()).containsOnly(0.75);
            assertThat(average.get("b").toDoubleArray()).containsOnly(1);
        }
    }

    /** The same gradients in another order: names decide, not positions. */
    private static Parameters swapped(Parameters gradients) {
        return gradients.where("b"::equals).and(gradients.where("a"::equals));
    }
}
