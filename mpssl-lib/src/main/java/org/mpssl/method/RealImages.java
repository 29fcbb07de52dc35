package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import org.mpssl.data.BatchReader;
import org.mpssl.data.BatchStream;
import org.mpssl.data.ImageFormat;
import org.mpssl.data.ImageSet;
import org.mpssl.tensor.Step;

/**
 * Real unlabelled images: those of D_u, which an oracle alone may use, or of the foundation data,
 * for transfer SSL. Their labels are never looked at.
 */
public final class RealImages implements UnlabelledImages {

    private final BatchReader reader;

    /**
     * Takes images for unlabelled ones.
     *
     * @param images the images
     * @param batches which of them a step takes
     * @param format what the classifier sees
     */
    public RealImages(ImageSet images, BatchStream batches, ImageFormat format) {
        this.reader = new BatchReader(images, batches, format);
    }

    @Override
    public NDArray at(Step step, long t) {
        return reader.at(step, t);
    }
}
