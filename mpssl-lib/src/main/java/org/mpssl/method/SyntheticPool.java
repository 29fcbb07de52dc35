package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
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

    /**
     * Makes a pool.
     *
     * @param workspace where it lives, before it is sealed
     * @param synthesis what makes the images, and how many a step takes
     * @param size images in the pool
     * @return the pool
     */
    public static SyntheticPool of(Workspace workspace, Synthesis synthesis, int size) {
        RandomStreams streams = synthesis.streams();
        try (Step all = workspace.step();
                GradientMode off = GradientMode.off()) {
            NDList parts = new NDList();
            for (int from = 0; from < size; from += CHUNK) {
                int n = Math.min(CHUNK, size - from);
                try (Step step = all.stage("pool")) {
                    NDArray part = synthesis.make(step, n, streams.at("pool", from));
                    part.attach(all.manager());
                    parts.add(part);
                }
            }
            Shape image = parts.head().getShape().slice(1);
            NDArray rows = NDArrays.concat(parts, 0).reshape(size, -1);
            rows.attach(workspace.manager());
            return new SyntheticPool(rows, image, synthesis.perStep(), streams);
        }
    }

    @Override
    public NDArray at(Step step, long t) {
        RandomStream random = streams.at("pool-batch", t);
        int size = (int) rows.getShape().get(0);
        int[] chosen = IntStream.range(0, perStep).map(i -> random.nextInt(size)).toArray();
        NDArray indices = step.indices(chosen);
        NDArray images = Operations.embed(rows, indices).reshape(new Shape(perStep).addAll(image));
        step.record("draw/pool-batch/index", indices);
        step.record("input/unlabelled/images", images);
        return images;
    }
}
