package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import org.mpssl.tensor.Operations;

/**
 * A generator that draws a few images at a time, so that its intermediate results need less memory;
 * up to rounding the images are the same.
 *
 * @param generator what draws them
 * @param atOnce how many at most are drawn at once, from 1
 */
public record ChunkedGenerator(Generator generator, int atOnce) implements Generator {

    @Override
    public int latentSize() {
        return generator.latentSize();
    }

    @Override
    public int classes() {
        return generator.classes();
    }

    @Override
    public NDArray generate(NDArray latents, NDArray labels) {
        NDList images = new NDList();
        for (NDIndex rows : Operations.parts(latents.getShape().get(0), atOnce)) {
            NDArray y = labels.get(rows);
            images.add(Operations.scoped(latents.get(rows), z -> generator.generate(z, y)));
        }
        // A list of one array would come back without its graph.
        return images.size() == 1 ? images.head() : NDArrays.concat(images);
    }
}
