package org.mpssl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class DiscriminatorTests {

    private static final int IMAGES = 3;
    private static final int[] LABELS = {2, 0, 1};

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final RandomStreams streams = new RandomStreams(12);
    private final Discriminator network = new Discriminator(3, 2);

    @AfterEach
    void close() {
        workspace.close();
    }

    /**
     * Gaussian weights and biases, where the initial ones are orthogonal and zero. The first output
     * outweighs the others, so that power iterations converge fast.
     */
    private Parameters gaussianWeights() {
        Parameters weights = network.initialWeights(workspace, streams.at("d", 0));
        RandomStream random = streams.at("gaussian", 0);
        try (Step step = workspace.step()) {
            step.copy(
                    weights,
                    weights.map(
                            w -> {
                                float[] values = random.gaussians((int) w.size());
                                for (int i = 0; i < values.length / w.getShape().get(0); i++) {
                                    values[i] *= 3;
                                }
                                return step.array(values, w.getShape());
                            }));
        }
        return weights;
    }

    private Parameters directions(Parameters weights) {
        return network.initialDirections(workspace, weights, streams.at("u", 0));
    }

    private NDArray images(Step step) {
        float[] values = streams.at("images", 0).gaussians(IMAGES * 32 * 32);
        return step.array(values, new Shape(IMAGES, 1, 32, 32));
    }

    /** A weight tensor as the matrix whose norm is meant: a row per output. */
    private static RealMatrix matrix(NDArray weight) {
        double[] values = weight.toDoubleArray();
        int rows = (int) weight.getShape().get(0);
        int columns = values.length / rows;
        RealMatrix matrix = MatrixUtils.createRealMatrix(rows, columns);
        for (int i = 0; i < values.length; i++) {
            matrix.setEntry(i / columns, i % columns, values[i]);
        }
        return matrix;
    }

    private static double[] flat(RealMatrix matrix) {
        return Arrays.stream(matrix.getData()).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(v -> v * factor).toArray();
    }

    @Test
    void weightsAreNamedByLayerAndEveryOneButBiasesHasADirection() {
        Parameters weights = network.initialWeights(workspace, streams.at("d", 0));
        Parameters directions = directions(weights);

        // Stem, three blocks, linear and embedding; the weights before the biases.
        int stem = 2 * 16 + 2;
        int first = 4 * (2 + 4) * 9 + 4 * 2 + 3 * 4;
        int second = 8 * (4 + 8) * 9 + 8 * 4 + 3 * 8;
        int third = 8 * (8 + 8) * 9 + 8 * 8 + 3 * 8;
        assertThat(weights.count()).isEqualTo(stem + first + second + third + 8 + 1 + 3 * 8);
        assertThat(weights.names())
                .hasSize(2 * (1 + 3 * 3) + 3)
                .contains("stem.bias", "blocks.0.conv1.weight", "blocks.2.conv_sc.weight")
                .endsWith("linear.weight", "linear.bias", "embed.weight");
        assertThat(directions.names())
                .containsExactlyElementsOf(weights.where(name -> name.endsWith(".weight")).names());
        for (Map.Entry<String, NDArray> u : directions) {
            long outputs = weights.get(u.getKey()).getShape().get(0);
            assertThat(u.getValue().getShape()).as(u.getKey()).isEqualTo(new Shape(outputs));
            double squares = Arrays.stream(u.getValue().toDoubleArray()).map(v -> v * v).sum();
            assertThat(squares).as(u.getKey()).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void scoresAreThoseOfLoopsOverPixels() {
        Parameters weights = gaussianWeights();
        PlainDiscriminator plain = new PlainDiscriminator(weights);
        try (Step step = workspace.seal().step();
                GradientMode off = GradientMode.off()) {
            NDArray x = images(step);
            NDArray scores = network.score(x, step.indices(LABELS), weights);

            assertThat(scores.getShape()).isEqualTo(new Shape(IMAGES, 1));
            for (int i = 0; i < IMAGES; i++) {
                double expected = plain.score(x.get(i).toDoubleArray(), LABELS[i]);
                assertThat(scores.toDoubleArray()[i])
                        .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
            }
        }
    }

    /** Orthogonal matrices have no singular value but 1, so every estimate of it is 1. */
    @Test
    void theInitialWeightsAreNormalisedAlready() {
        Parameters weights = network.initialWeights(workspace, streams.at("d", 0));
        Parameters directions = directions(weights);
        try (Step step = workspace.seal().step();
                GradientMode off = GradientMode.off()) {
            Parameters normalised = network.normalised(step, weights.map(step::own), directions);

            for (Map.Entry<String, NDArray> weight : weights) {
                assertThat(normalised.get(weight.getKey()).toDoubleArray())
                        .as(weight.getKey())
                        .containsExactly(weight.getValue().toDoubleArray(), within(1e-6));
            }
        }
    }

    /** A discriminator in training records, one that judges for the generator does not. */
    @ParameterizedTest(name = "recording {0}")
    @ValueSource(booleans = {true, false})
    void everyNormalisationIsOnePowerIterationFromWhereTheLastOneEnded(boolean recording) {
        Parameters weights = gaussianWeights();
        Parameters directions = directions(weights);
        for (int round = 0; round < 2; round++) {
            try (Step step = workspace.step();
                    GradientMode mode = recording ? GradientMode.on() : GradientMode.off()) {
                Parameters before = directions.map(u -> step.own(u).duplicate());
                Parameters given = recording ? step.leaves(weights) : weights.map(step::own);

                Parameters normalised = network.normalised(step, given, directions);

                assertThat(normalised.names()).isEqualTo(weights.names());
                for (String name : directions.names()) {
                    RealMatrix w = matrix(weights.get(name));
                    RealVector old = new ArrayRealVector(before.get(name).toDoubleArray());
                    RealVector v = w.preMultiply(old).unitVector();
                    RealVector u = w.operate(v).unitVector();
                    double sigma = u.dotProduct(w.operate(v));
                    assertThat(directions.get(name).toDoubleArray())
                            .as(name)
                            .containsExactly(u.toArray(), within(1e-12));
                    assertThat(normalised.get(name).toDoubleArray())
                            .as(name)
                            .containsExactly(scaled(flat(w), 1 / sigma), within(1e-12));
                }
                assertThat(normalised.get("blocks.1.conv2.bias").toDoubleArray())
                        .isEqualTo(weights.get("blocks.1.conv2.bias").toDoubleArray());
            }
        }
    }

    @Test
    void afterManyPowerIterationsTheLargestSingularValueIsOne() {
        Parameters weights = gaussianWeights();
        Parameters directions = converged(weights);
        try (Step step = workspace.seal().step();
                GradientMode off = GradientMode.off()) {
            Parameters normalised = network.normalised(step, weights.map(step::own), directions);

            for (String name : directions.names()) {
                RealMatrix w = matrix(weights.get(name));
                double largest = new SingularValueDecomposition(w).getSingularValues()[0];
                assertThat(normalised.get(name).toDoubleArray())
                        .as(name)
                        .containsExactly(scaled(flat(w), 1 / largest), within(1e-9));
            }
        }
    }

    private Parameters converged(Parameters weights) {
        Parameters directions = directions(weights);
        for (int i = 0; i < 60; i++) {
            try (Step step = workspace.step();
                    GradientMode off = GradientMode.off()) {
                network.normalised(step, weights.map(step::own), directions);
            }
        }
        return directions;
    }

    @Test
    void scoringMovesNoDirection() {
        Parameters weights = gaussianWeights();
        Parameters directions = directions(weights);
        try (Step step = workspace.seal().step();
                GradientMode off = GradientMode.off()) {
            Parameters w = network.normalised(step, weights.map(step::own), directions);
            Parameters before = directions.map(u -> step.own(u).duplicate());
            double[] scores = network.score(images(step), step.indices(LABELS), w).toDoubleArray();
            double[] again = network.score(images(step), step.indices(LABELS), w).toDoubleArray();

            assertThat(again).isEqualTo(scores);
            for (String name : directions.names()) {
                assertThat(directions.get(name).toDoubleArray())
                        .isEqualTo(before.get(name).toDoubleArray());
            }
        }
    }

    /**
     * At converged directions the estimate is stationary in them, so that its derivative with the
     * directions held, which is what training uses, is the whole one.
     */
    @Test
    void gradientsThroughTheNormalisationAgreeWithCentralDifferences() {
        Parameters weights = gaussianWeights();
        Parameters directions = converged(weights);
        double distance = 1e-6;
        try (Step step = workspace.seal().step()) {
            Parameters inputs = weights.and(Parameters.of(Map.of("images", images(step))));
            Parameters gradients;
            try (GradientMode on = GradientMode.on()) {
                Parameters leaves = step.leaves(inputs);
                gradients = step.gradients(objective(step, leaves, directions), leaves);
            }
            for (Map.Entry<String, NDArray> gradient : gradients) {
                double[] exact = gradient.getValue().toDoubleArray();
                double[] towards = direction(gradient.getKey(), exact.length);
                double product = dot(exact, towards);
                double difference =
                        moved(inputs, gradient.getKey(), towards, distance, directions)
                                - moved(inputs, gradient.getKey(), towards, -distance, directions);
                assertThat(difference / (2 * distance))
                        .as(gradient.getKey())
                        .isCloseTo(product, within(1e-6 * Math.sqrt(dot(exact, exact))));
            }
        }
    }

    private double[] direction(String name, int size) {
        RandomStream random = streams.at("towards " + name, 0);
        double[] values = new double[size];
        Arrays.setAll(values, i -> random.nextGaussian());
        return scaled(values, 1 / Math.sqrt(dot(values, values)));
    }

    private static double dot(double[] a, double[] b) {
        return new ArrayRealVector(a, false).dotProduct(new ArrayRealVector(b, false));
    }

    /** The objective with one input moved; the directions stay as they are. */
    private double moved(
            Parameters inputs, String name, double[] towards, double by, Parameters directions) {
        try (Step step = workspace.step();
                GradientMode off = GradientMode.off()) {
            Parameters own = inputs.map(step::own);
            NDArray shift = step.array(scaled(towards, by), inputs.get(name).getShape());
            return objective(
                            step,
                            own.replacedBy(Parameters.of(Map.of(name, own.get(name).add(shift)))),
                            directions.map(u -> step.own(u).duplicate()))
                    .getDouble();
        }
    }

    /** A weighted sum of the scores; the images are one of the inputs. */
    private NDArray objective(Step step, Parameters inputs, Parameters directions) {
        NDArray images = inputs.get("images");
        Parameters w =
                network.normalised(step, inputs.where(name -> !name.equals("images")), directions);
        NDArray scores = network.score(images, step.indices(LABELS), w);
        NDArray seeds = step.array(new double[] {1, -0.5, 2}, new Shape(IMAGES, 1));
        return scores.mul(seeds).sum();
    }
}
