package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Step;

/** The smoothing filter of PIL's sharpness: [1 1 1; 1 5 1; 1 1 1] / 13, border pixels kept. */
final class Smoothing {

    private Smoothing() {}

    static NDArray of(Step step, NDArray x) {
        NDManager manager = step.manager();
        Shape shape = x.getShape();
        long channels = shape.get(1);
        double[] kernel = new double[9];
        Arrays.fill(kernel, 1 / 13.0);
        kernel[4] = 5 / 13.0;
        NDArray weight = step.array(kernel, new Shape(1, 1, 3, 3));
        NDArray single = x.reshape(shape.get(0) * channels, 1, shape.get(2), shape.get(3));
        NDArray smoothed = Operations.convolve(single, weight, null, 1, 1).reshape(shape);
        NDArray inner =
                manager.ones(new Shape(1, 1, shape.get(2) - 2, shape.get(3) - 2), step.type());
        NDArray interior = Operations.pad(inner, 1);
        return x.add(smoothed.sub(x).mul(interior));
    }
}
