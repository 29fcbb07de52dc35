package org.mpssl.method;

import org.mpssl.augment.Augmentation;
import org.mpssl.data.BatchReader;
import org.mpssl.data.BatchStream;
import org.mpssl.data.ImageFormat;
import org.mpssl.data.ImageSet;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;

/**
 * The labelled batches of a run: at a step, the same images and augmentation for every method of a
 * seed.
 */
public final class LabelledBatches {

    private final ImageSet images;
    private final BatchStream batches;
    private final BatchReader reader;

    /** Whose weak views are taken; null for the images as they are. */
    private final Augmentation augmentation;

    private final RandomStreams streams;

    private LabelledBatches(
            ImageSet images,
            BatchStream batches,
            ImageFormat format,
            Augmentation augmentation,
            RandomStreams streams) {
        this.images = images;
        this.batches = batches;
        this.reader = new BatchReader(images, batches, format);
        this.augmentation = augmentation;
        this.streams = streams;
    }

    /**
     * Returns batches of weak views, from the stream {@code labelled}.
     *
     * @param images D
     * @param format what the classifier sees
     * @param size images per batch
     * @param sampler how they are drawn
     * @param augmentation whose weak views are taken
     * @param streams the run's random streams
     * @return the batches
     */
    public static LabelledBatches augmented(
            ImageSet images,
            ImageFormat format,
            int size,
            BatchStream.Sampler sampler,
            Augmentation augmentation,
            RandomStreams streams) {
        BatchStream batches = new BatchStream(streams, "labelled", images.size(), size, sampler);
        return new LabelledBatches(images, batches, format, augmentation, streams);
    }

    /**
     * Returns batches of the images as they are, from the stream {@code validation}.
     *
     * @param images D_val
     * @param format what the classifier sees
     * @param size images per batch
     * @param streams the run's random streams
     * @return the batches
     */
    public static LabelledBatches plain(
            ImageSet images, ImageFormat format, int size, RandomStreams streams) {
        BatchStream batches = new BatchStream(streams, "validation", images.size(), size);
        return new LabelledBatches(images, batches, format, null, streams);
    }

    /**
     * Returns the batch of a step.
     *
     * @param step the current scope
     * @param t the number of the step
     * @return images and labels
     */
    public Batch at(Step step, long t) {
        var raw = reader.at(step, t);
        var labels = images.labelArray(step.manager(), batches.at(t));
        step.record("input/" + batches.name() + "/labels", labels);
        if (augmentation == null) {
            return new Batch(raw, labels);
        }
        return new Batch(
                augmentation.weakView(step, raw, streams.at(batches.name() + "-weak", t)), labels);
    }
}
