package org.mpssl.method;

import org.mpssl.augment.Augmentation;
import org.mpssl.data.BatchStream;
import org.mpssl.data.ImageSet;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;

/**
 * The labelled batches of a run: at a step, the same images and augmentation for every method of a
 * seed.
 *
 * @param images D or D_val
 * @param batches which images a step takes
 * @param padding zeros around every image
 * @param augmentation whose weak views are taken, or null for the images as they are
 * @param streams the run's random streams
 */
public record LabelledBatches(
        ImageSet images,
        BatchStream batches,
        int padding,
        Augmentation augmentation,
        RandomStreams streams) {

    /**
     * Returns the batch of a step.
     *
     * @param step the current scope
     * @param t the number of the step
     * @return images and labels
     */
    public Batch at(Step step, long t) {
        int[] chosen = batches.at(t);
        var raw = images.toArray(step.manager(), chosen, step.type(), padding);
        var labels = images.labelArray(step.manager(), chosen);
        step.record("input/" + batches.name() + "/images", raw);
        step.record("input/" + batches.name() + "/labels", labels);
        if (augmentation == null) {
            return new Batch(raw, labels);
        }
        return new Batch(
                augmentation.weakView(step, raw, streams.at(batches.name() + "-weak", t)), labels);
    }
}
