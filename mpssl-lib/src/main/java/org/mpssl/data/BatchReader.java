package org.mpssl.data;

import ai.djl.ndarray.NDArray;
import java.util.concurrent.CompletableFuture;
import org.mpssl.tensor.Step;

/**
 * Reads the batches of a run's steps.
 *
 * <p>Where pixels lie in a file, the next batch is read while the step before it computes; what a
 * step gets does not depend on that.
 */
public final class BatchReader {

    private final ImageSet images;
    private final BatchStream batches;
    private final ImageFormat format;
    private Ahead ahead;

    /** A batch that is being read. */
    private record Ahead(long step, CompletableFuture<Planes> planes) {}

    /**
     * Prepares to read.
     *
     * @param images the set
     * @param batches which of them a step takes
     * @param format what the classifier sees
     */
    public BatchReader(ImageSet images, BatchStream batches, ImageFormat format) {
        this.images = images;
        this.batches = batches;
        this.format = format;
    }

    /**
     * Returns the images of a step, and shows them to whoever records it.
     *
     * @param step the current scope
     * @param t the number of the step
     * @return (N, channels, side, side)
     */
    public NDArray at(Step step, long t) {
        Planes planes = ahead != null && ahead.step() == t ? ahead.planes().join() : read(t);
        if (images.isMapped()) {
            ahead = new Ahead(t + 1, CompletableFuture.supplyAsync(() -> read(t + 1)));
        }
        NDArray batch = format.fit(planes.toArray(step.manager(), step.type()));
        if (step.isRecorded()) {
            step.record("draw/" + batches.name() + "/index", step.indices(batches.at(t)));
        }
        step.record("input/" + batches.name() + "/images", batch);
        return batch;
    }

    private Planes read(long t) {
        return images.planes(batches.at(t), format.border(images));
    }
}
