package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import org.mpssl.data.BatchStream;
import org.mpssl.data.ImageFormat;
import org.mpssl.data.ImageSet;
import org.mpssl.tensor.Step;

/**
 * Real unlabelled images: those of D_u, which an oracle alone may use, or of the foundation data,
 * for transfer SSL. Their labels are never looked at.
 *
 * @param images the images
 * @param batches which of them a step takes
 * @param format what the classifier sees
 */
public record RealImages(ImageSet images, BatchStream batches, ImageFormat format)
        implements UnlabelledImages {

    @Override
    public NDArray at(Step step, long t) {
        int[] chosen = batches.at(t);
        NDArray u = format.read(step, images, chosen);
        step.record("draw/" + batches.name() + "/index", step.indices(chosen));
        step.record("input/" + batches.name() + "/images", u);
        return u;
    }
}
