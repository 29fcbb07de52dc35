package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/**
 * A generator whose images are brought to the format that the classifier sees; the gradient flows
 * through.
 *
 * @param generator makes the images
 * @param fit brings them to the format
 */
public record FittedGenerator(Generator generator, UnaryOperator<NDArray> fit)
        implements Generator {

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
        return fit.apply(generator.generate(latents, labels));
    }
}
