package org.mpssl.foundation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpssl.data.BatchStream;
import org.mpssl.data.ImageSet;
import org.mpssl.nn.Discriminator;
import org.mpssl.nn.Normalisation;
import org.mpssl.nn.SmallBigGan;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** The first iteration of a generator's training, made once more from its random streams. */
class AdversarialLossTests {

    private static final int N = 4;
    private static final double RATE_D = 2e-3;
    private static final double RATE_G = 1e-3;
    private static final GeneratorSpec SPEC =
            new GeneratorSpec(3, 1, N, 1, 2, RATE_G, RATE_D, 0.998, 1, 4);

    private final ImageSet images = Levels.images(30, List.of("a", "b", "c"), 1);
    private final RandomStreams streams = new RandomStreams(SPEC.seed());
    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);
    private final GeneratorTraining training =
            new GeneratorTraining(SPEC, images, Workspace.open(Device.cpu(), DataType.FLOAT32));
    private final SmallBigGan generator = new SmallBigGan(3, 1);
    private final Discriminator discriminator = new Discriminator(3, 2);
    private final Parameters statistics = generator.initialStatistics(workspace);

    @AfterEach
    void close() {
        training.close();
        workspace.close();
    }

    @Test
    void anIterationLowersTheHingeLossesWithAStepOfAdamEach() {
        Parameters before = workspace.adopt(training.state());
        GeneratorTraining.Losses losses = training.iterate();
        Parameters after = workspace.adopt(training.state());
        // Both halves of an iteration normalise, and so move the directions.
        Parameters directions = before.under("directions/");

        double lossD = discriminatorLoss(before, before.under("discriminator/"), directions);
        double lossG = generatorLoss(before.under("generator/"), after, directions);

        assertThat(losses.discriminator()).isCloseTo(lossD, within(1e-5));
        assertThat(losses.generator()).isCloseTo(lossG, within(1e-5));
        for (String name : directions.names()) {
            assertThat(directions.get(name).toFloatArray())
                    .as(name)
                    .containsExactly(after.get("directions/" + name).toFloatArray(), within(1e-6f));
        }
        assertThat(discriminatorLoss(before, after.under("discriminator/"), directions))
                .isLessThan(lossD);
        assertThat(generatorLoss(after.under("generator/"), after, directions)).isLessThan(lossG);
        assertThat(moves(before, after, "discriminator/linear.weight"))
                .allMatch(d -> near(d, RATE_D));
        assertThat(moves(before, after, "generator/output_layer.2.weight"))
                .allMatch(d -> near(d, RATE_G));
    }

    /** Without a first moment, Adam's first step is the rate in every coordinate. */
    private static List<Double> moves(Parameters before, Parameters after, String tensor) {
        float[] a = before.get(tensor).toFloatArray();
        float[] b = after.get(tensor).toFloatArray();
        Double[] moves = new Double[a.length];
        Arrays.setAll(moves, i -> (double) Math.abs(b[i] - a[i]));
        return List.of(moves);
    }

    private static boolean near(double value, double rate) {
        return Math.abs(value - rate) < 1e-3 * rate;
    }

    private double discriminatorLoss(Parameters at, Parameters weights, Parameters directions) {
        try (Step step = workspace.step();
                GradientMode off = GradientMode.off()) {
            int[] batch = new BatchStream(streams, "real", images.size(), N).at(0);
            NDArray real = images.toArray(step.manager(), batch, step.type(), 2);
            NDArray labels = labels(step, "discriminator-labels");
            NDArray fake = generate(step, at.under("generator/"), "discriminator-latents", labels);
            Parameters w = discriminator.normalised(step, weights.map(step::own), directions);
            float[] onReal =
                    discriminator
                            .score(real, images.labelArray(step.manager(), batch), w)
                            .toFloatArray();
            float[] onFake = discriminator.score(fake, labels, w).toFloatArray();
            double loss = 0;
            for (int i = 0; i < N; i++) {
                loss += (Math.max(0, 1 - onReal[i]) + Math.max(0, 1 + onFake[i])) / N;
            }
            return loss;
        }
    }

    private double generatorLoss(Parameters weights, Parameters judge, Parameters directions) {
        try (Step step = workspace.step();
                GradientMode off = GradientMode.off()) {
            NDArray labels = labels(step, "generator-labels");
            NDArray fake = generate(step, weights, "generator-latents", labels);
            Parameters w =
                    discriminator.normalised(
                            step, judge.under("discriminator/").map(step::own), directions);
            double sum = 0;
            for (float score : discriminator.score(fake, labels, w).toFloatArray()) {
                sum += score;
            }
            return -sum / N;
        }
    }

    /** Labels of random real images. */
    private NDArray labels(Step step, String stream) {
        RandomStream random = streams.at(stream, 0);
        int[] labels = new int[N];
        Arrays.setAll(labels, i -> images.label(random.nextInt(images.size())));
        return step.indices(labels);
    }

    private NDArray generate(Step step, Parameters weights, String stream, NDArray labels) {
        NDArray z = step.array(streams.at(stream, 0).gaussians(N * 32), new Shape(N, 32));
        NDArray rows = Operations.oneHot(labels, z, 3);
        return generator.generate(z, rows, weights.map(step::own), Normalisation.batch(statistics));
    }
}
