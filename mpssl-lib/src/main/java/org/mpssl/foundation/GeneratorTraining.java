package org.mpssl.foundation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mpssl.data.BatchStream;
import org.mpssl.data.ImageSet;
import org.mpssl.nn.Discriminator;
import org.mpssl.nn.Normalisation;
import org.mpssl.nn.SmallBigGan;
import org.mpssl.tensor.Adam;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * Trains the small generator on foundation images: hinge loss (Lim and Ye 2017), one discriminator
 * step per generator step, a moving average of the generator's weights.
 *
 * <p>An iteration is a pure function of the state before it and of (seed, iteration), so a resumed
 * training gives the same weights, bit for bit on the CPU.
 */
final class GeneratorTraining implements AutoCloseable {

    private static final double BETA1 = 0;
    private static final double BETA2 = 0.99;
    private static final int PADDING = 2;

    private final GeneratorSpec spec;
    private final ImageSet images;
    private final RandomStreams streams;
    private final BatchStream batches;
    private final Workspace workspace;

    private final SmallBigGan generator;
    private final Discriminator discriminator;
    private final Parameters generatorWeights;
    private final Parameters averageWeights;
    private final Parameters discriminatorWeights;
    private final Parameters directions;
    private final Parameters statistics;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;
    private int iteration;

    GeneratorTraining(GeneratorSpec spec, ImageSet images, Workspace workspace) {
        this.spec = spec;
        this.images = images;
        this.workspace = workspace;
        streams = new RandomStreams(spec.seed());
        batches = new BatchStream(streams, "real", images.size(), spec.batchSize());
        int classes = images.classes().size();
        generator = new SmallBigGan(classes, spec.generatorWidth());
        discriminator = new Discriminator(classes, spec.discriminatorWidth());
        generatorWeights = generator.initialWeights(workspace, streams.at("generator", 0));
        averageWeights = workspace.adopt(generatorWeights);
        discriminatorWeights =
                discriminator.initialWeights(workspace, streams.at("discriminator", 0));
        directions =
                discriminator.initialDirections(
                        workspace, discriminatorWeights, streams.at("directions", 0));
        statistics = generator.initialStatistics(workspace);
        generatorAdam = new Adam(generatorWeights, workspace.manager(), BETA1, BETA2);
        discriminatorAdam = new Adam(discriminatorWeights, workspace.manager(), BETA1, BETA2);
        workspace.seal();
    }

    int iteration() {
        return iteration;
    }

    /** The losses of one iteration. */
    record Losses(double discriminator, double generator) {}

    /** Trains the discriminator once and the generator once. */
    Losses iterate() {
        double discriminatorLoss = discriminatorStep();
        double generatorLoss = generatorStep();
        iteration++;
        try (Step step = workspace.step();
                GradientMode off = GradientMode.off()) {
            // Iteration i, from 1, keeps min(averageDecay, (1 + i) / (10 + i)) of the average: at
            // the full decay from the start, the random weights would stay in it for long.
            double warm = (1.0 + iteration) / (10.0 + iteration);
            step.average(averageWeights, generatorWeights, Math.min(spec.averageDecay(), warm));
        }
        return new Losses(discriminatorLoss, generatorLoss);
    }

    private double discriminatorStep() {
        try (Step step = workspace.step()) {
            int[] batch = batches.at(iteration);
            NDArray fakeLabels = randomLabels(step, "discriminator-labels");
            NDArray fake;
            try (GradientMode off = GradientMode.off()) {
                fake = generate(step, generatorWeights, "discriminator-latents", fakeLabels);
            }
            try (GradientMode on = GradientMode.on()) {
                NDArray real = images.toArray(step.manager(), batch, step.type(), PADDING);
                Parameters leaves = step.leaves(discriminatorWeights);
                NDArray scores =
                        discriminator.score(
                                real.concat(fake, 0),
                                images.labelArray(step.manager(), batch).concat(fakeLabels, 0),
                                discriminator.normalised(step, leaves, directions));
                NDArray[] parts = scores.split(2, 0).toArray(NDArray[]::new);
                NDArray loss =
                        Operations.relu(parts[0].neg().add(1))
                                .mean()
                                .add(Operations.relu(parts[1].add(1)).mean());
                Parameters gradients = step.gradients(loss, leaves);
                discriminatorAdam.update(
                        step, discriminatorWeights, gradients, spec.discriminatorRate());
                return loss.getFloat();
            }
        }
    }

    private double generatorStep() {
        try (Step step = workspace.step();
                GradientMode on = GradientMode.on()) {
            NDArray labels = randomLabels(step, "generator-labels");
            Parameters leaves = step.leaves(generatorWeights);
            NDArray fake = generate(step, leaves, "generator-latents", labels);
            Parameters fixed;
            try (GradientMode off = GradientMode.off()) {
                Parameters own = discriminatorWeights.map(step::own);
                fixed = discriminator.normalised(step, own, directions);
            }
            NDArray loss = discriminator.score(fake, labels, fixed).mean().neg();
            Parameters gradients = step.gradients(loss, leaves);
            generatorAdam.update(step, generatorWeights, gradients, spec.generatorRate());
            return loss.getFloat();
        }
    }

    private NDArray generate(Step step, Parameters weights, String stream, NDArray labels) {
        NDArray z = latents(step, streams.at(stream, iteration), spec.batchSize());
        NDArray rows = Operations.oneHot(labels, z, images.classes().size());
        return generator.generate(z, rows, weights, Normalisation.batch(statistics));
    }

    /** Labels in the proportions of the real images. */
    private NDArray randomLabels(Step step, String stream) {
        RandomStream random = streams.at(stream, iteration);
        int[] labels = new int[spec.batchSize()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = images.label(random.nextInt(images.size()));
        }
        return step.indices(labels);
    }

    private static NDArray latents(Step step, RandomStream random, int n) {
        return step.array(
                random.gaussians(n * SmallBigGan.LATENT), new Shape(n, SmallBigGan.LATENT));
    }

    /**
     * Estimates the statistics of the averaged weights: the mean over batches of generated images.
     */
    void estimateStatistics() {
        for (int i = 0; i < spec.statisticsBatches(); i++) {
            try (Step step = workspace.step();
                    GradientMode off = GradientMode.off()) {
                RandomStream random = streams.at("statistics", i);
                int n = spec.statisticsBatchSize();
                int[] labels = new int[n];
                for (int k = 0; k < n; k++) {
                    labels[k] = images.label(random.nextInt(images.size()));
                }
                NDArray z = latents(step, random, n);
                NDArray rows = Operations.oneHot(step.indices(labels), z, images.classes().size());
                generator.generate(
                        z,
                        rows,
                        averageWeights,
                        new Normalisation(statistics, true, 1.0 / (i + 1)));
            }
        }
    }

    /** Returns the averaged weights and their statistics: what is shipped. */
    Parameters result() {
        return averageWeights.and(statistics);
    }

    /** Returns everything the next iteration depends on. */
    Parameters state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        parts().forEach(
                        (part, parameters) ->
                                parameters.forEach(
                                        tensor ->
                                                state.put(
                                                        part + "/" + tensor.getKey(),
                                                        tensor.getValue())));
        return Parameters.of(state);
    }

    /** Goes on from a saved state. */
    void restore(Parameters state, int atIteration) {
        try (Step step = workspace.step()) {
            parts().forEach(
                            (part, parameters) -> {
                                Map<String, NDArray> saved = new LinkedHashMap<>();
                                parameters
                                        .names()
                                        .forEach(
                                                name ->
                                                        saved.put(
                                                                name,
                                                                state.get(part + "/" + name)));
                                step.copy(parameters, Parameters.of(saved));
                            });
            generatorAdam.continueAt(atIteration);
            discriminatorAdam.continueAt(atIteration);
        }
        iteration = atIteration;
    }

    private Map<String, Parameters> parts() {
        Map<String, Parameters> parts = new LinkedHashMap<>();
        parts.put("generator", generatorWeights);
        parts.put("average", averageWeights);
        parts.put("discriminator", discriminatorWeights);
        parts.put("directions", directions);
        parts.put("generator-adam-1", generatorAdam.first());
        parts.put("generator-adam-2", generatorAdam.second());
        parts.put("discriminator-adam-1", discriminatorAdam.first());
        parts.put("discriminator-adam-2", discriminatorAdam.second());
        return parts;
    }

    @Override
    public void close() {
        workspace.close();
    }
}
