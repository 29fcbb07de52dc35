package org.mpssl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class GeneratorPartsTests {

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final RandomStreams streams = new RandomStreams(11);

    @AfterEach
    void close() {
        workspace.close();
    }

    /** Every pixel adds gamma times o of the mean of pooled g, weighted by its likeness to phi. */
    @Test
    void attentionIsWhatPlainLoopsGive() {
        SelfAttention attention = SelfAttention.bigGan("a", 16);
        Weights weights = new Weights();
        attention.addWeights(weights);
        Parameters w = weights.draw(workspace, streams.at("a", 0));
        try (Step step = workspace.step();
                GradientMode off = GradientMode.off()) {
            step.copy(
                    w.where("a.gamma"::equals),
                    Parameters.of(Map.of("a.gamma", step.array(new double[] {0.7}, new Shape(1)))));
            NDArray x =
                    step.array(
                            streams.at("x", 0).gaussians(2 * 16 * 4 * 6), new Shape(2, 16, 4, 6));
            NDArray result = attention.apply(x, w);
            for (int n = 0; n < 2; n++) {
                NDArray map = x.get(n);
                double[][] expected = plain(matrix(map.reshape(16, 24)), w);
                assertThat(result.get(n).toDoubleArray())
                        .containsExactly(
                                Arrays.stream(expected).flatMapToDouble(Arrays::stream).toArray(),
                                within(1e-12));
            }
        }
    }

    private static double[][] plain(double[][] x, Parameters w) {
        double[][] theta = product(w, "a.theta.weight", x);
        double[][] phi = pooled(product(w, "a.phi.weight", x));
        double[][] g = pooled(product(w, "a.g.weight", x));
        double[][] found = new double[g.length][24];
        for (int p = 0; p < 24; p++) {
            double[] beta = new double[6];
            double total = 0;
            for (int q = 0; q < 6; q++) {
                double likeness = 0;
                for (int c = 0; c < theta.length; c++) {
                    likeness += theta[c][p] * phi[c][q];
                }
                beta[q] = Math.exp(likeness);
                total += beta[q];
            }
            for (int c = 0; c < g.length; c++) {
                for (int q = 0; q < 6; q++) {
                    found[c][p] += g[c][q] * beta[q] / total;
                }
            }
        }
        double[][] result = product(w, "a.o.weight", found);
        for (int c = 0; c < x.length; c++) {
            for (int p = 0; p < 24; p++) {
                result[c][p] = x[c][p] + 0.7 * result[c][p];
            }
        }
        return result;
    }

    private static double[][] matrix(NDArray array) {
        int columns = (int) array.getShape().get(1);
        double[] values = array.toDoubleArray();
        double[][] rows = new double[values.length / columns][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * columns, (i + 1) * columns));
        return rows;
    }

    private static double[][] product(Parameters w, String name, double[][] x) {
        double[] weight = w.get(name).toDoubleArray();
        double[][] result = new double[weight.length / x.length][x[0].length];
        for (int o = 0; o < result.length; o++) {
            for (int c = 0; c < x.length; c++) {
                for (int p = 0; p < x[0].length; p++) {
                    result[o][p] += weight[o * x.length + c] * x[c][p];
                }
            }
        }
        return result;
    }

    /** The largest of two by two pixels of maps of 4 by 6. */
    private static double[][] pooled(double[][] x) {
        double[][] result = new double[x.length][6];
        for (int c = 0; c < x.length; c++) {
            for (int q = 0; q < 6; q++) {
                int p = q / 3 * 12 + q % 3 * 2;
                result[c][q] =
                        Math.max(
                                Math.max(x[c][p], x[c][p + 1]), Math.max(x[c][p + 6], x[c][p + 7]));
            }
        }
        return result;
    }

    /** A bottleneck that doubles and drops: the first channels go past it. */
    @Test
    void aDeepBlockAddsTheFirstChannelsOfItsInput() {
        DeepBlock block = DeepBlock.of("b", 8, 4, true, 3, 1e-4);
        Weights weights = new Weights();
        block.addWeights(weights);
        Weights statistics = new Weights();
        block.norms().forEach(n -> n.statistics().addTo(statistics, n.channels()));
        Parameters w = weights.draw(workspace, streams.at("b", 0));
        Normalisation running = Normalisation.running(statistics.fill(workspace));
        try (Step step = workspace.step();
                GradientMode off = GradientMode.off()) {
            Parameters silent =
                    w.where("b.conv_3.weight"::equals).map(a -> step.own(a).zerosLike());
            NDArray x = step.array(streams.at("x", 0).gaussians(8 * 9), new Shape(1, 8, 3, 3));
            NDArray c = step.array(streams.at("c", 0).gaussians(3), new Shape(1, 3));
            NDArray y = block.apply(x, c, w.replacedBy(silent), running);

            NDArray first = Operations.upsample(x.get(new NDIndex(":, :4")), 2);
            assertThat(y.toDoubleArray()).isEqualTo(first.toDoubleArray());
        }
    }
}
