package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import org.mpssl.data.ImageSet;
import org.mpssl.nn.Generator;
import org.mpssl.nn.Normalisation;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * Synthetic images made once before training, since neither the generator nor their labels change
 * (equation 4); each step draws some of them at random.
 */
public final class SyntheticPool implements UnlabelledImages {

    private static final int CHUNK = 256;

    private final NDArray rows;
    private final Shape image;
    private final int perStep;
    private final RandomStreams streams;

    private SyntheticPool(NDArray rows, Shape image, int perStep, RandomStreams streams) {
        this.rows = rows;
        this.image = image;
        this.perStep = perStep;
        this.streams = streams;
    }

    /** Foundation labels for images k, k + 1, ... of the pool. */
    @FunctionalInterface
    private interface Labels {
        NDArray of(Step step, int n, RandomStream random);
    }

    /**
     * Makes the pool of naive gSSL: random latents, uniformly random foundation classes.
     *
     * @param workspace where it lives, before it is sealed
     * @param generator G_F
     * @param size images in the pool
     * @param perStep images per step
     * @param streams the run's random streams
     * @return the pool
     */
    public static SyntheticPool naive(
            Workspace workspace,
            Generator generator,
            int size,
            int perStep,
            RandomStreams streams) {
        Labels uniform =
                (step, n, random) -> {
                    int[] classes =
                            IntStream.range(0, n)
                                    .map(i -> random.nextInt(generator.classes()))
                                    .toArray();
                    NDArray like = step.manager().zeros(new Shape(1), step.type());
                    return Operations.oneHot(step.indices(classes), like, generator.classes());
                };
        return make(workspace, generator, uniform, size, perStep, streams);
    }

    /**
     * Makes the pool of P-SSL (equation 5): random latents, and for each image the soft foundation
     * label C_F(x) of a random training image.
     *
     * @param workspace where it lives, before it is sealed
     * @param generator G_F
     * @param foundation the network of C_F
     * @param theta the weights of C_F
     * @param statistics the running statistics of C_F
     * @param labelled the training images D
     * @param padding zeros around every image
     * @param size images in the pool
     * @param perStep images per step
     * @param streams the run's random streams
     * @return the pool
     */
    public static SyntheticPool pseudo(
            Workspace workspace,
            Generator generator,
            ResNet foundation,
            Parameters theta,
            Parameters statistics,
            ImageSet labelled,
            int padding,
            int size,
            int perStep,
            RandomStreams streams) {
        Labels soft =
                (step, n, random) -> {
                    int[] chosen =
                            IntStream.range(0, n)
                                    .map(i -> random.nextInt(labelled.size()))
                                    .toArray();
                    NDArray x = labelled.toArray(step.manager(), chosen, step.type(), padding);
                    return foundation
                            .logits(x, theta, Normalisation.running(statistics))
                            .softmax(1);
                };
        return make(workspace, generator, soft, size, perStep, streams);
    }

    private static SyntheticPool make(
            Workspace workspace,
            Generator generator,
            Labels labels,
            int size,
            int perStep,
            RandomStreams streams) {
        try (Step all = workspace.step();
                GradientMode off = GradientMode.off()) {
            NDList parts = new NDList();
            for (int from = 0; from < size; from += CHUNK) {
                int n = Math.min(CHUNK, size - from);
                RandomStream random = streams.at("pool", from);
                try (Step step = all.stage()) {
                    NDArray z =
                            step.array(
                                    random.gaussians(n * generator.latentSize()),
                                    new Shape(n, generator.latentSize()));
                    NDArray part = generator.generate(z, labels.of(step, n, random));
                    part.attach(all.manager());
                    parts.add(part);
                }
            }
            Shape image = parts.head().getShape().slice(1);
            NDArray rows = NDArrays.concat(parts, 0).reshape(size, -1);
            rows.attach(workspace.manager());
            return new SyntheticPool(rows, image, perStep, streams);
        }
    }

    @Override
    public NDArray at(Step step, long t) {
        RandomStream random = streams.at("pool-batch", t);
        int size = (int) rows.getShape().get(0);
        int[] chosen = IntStream.range(0, perStep).map(i -> random.nextInt(size)).toArray();
        NDArray images = Operations.embed(rows, step.indices(chosen));
        return images.reshape(new Shape(perStep).addAll(image));
    }
}
