package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;

/**
 * A block of BigGAN's generator: twice normalised, rectified and convolved, the first time at twice
 * the size; a 1x1 convolution carries the input past that.
 *
 * @param norm1 on the map that comes in
 * @param conv1 after the enlargement
 * @param norm2 between the convolutions
 * @param conv2 the last one
 * @param skip past the others
 */
record UpBlock(
        ConditionalNormalisation norm1,
        Convolution conv1,
        ConditionalNormalisation norm2,
        Convolution conv2,
        Convolution skip) {

    static UpBlock of(String name, int in, int out, int condition, double epsilon) {
        return new UpBlock(
                ConditionalNormalisation.bigGan(name + ".bn1", in, condition, epsilon),
                new Convolution(name + ".conv1", in, out, 3),
                ConditionalNormalisation.bigGan(name + ".bn2", out, condition, epsilon),
                new Convolution(name + ".conv2", out, out, 3),
                new Convolution(name + ".conv_sc", in, out, 1));
    }

    void addWeights(Weights weights) {
        List.of(conv1, conv2, skip).forEach(convolution -> convolution.addWeights(weights));
        normalisations().forEach(norm -> norm.addWeights(weights));
    }

    List<ConditionalNormalisation> normalisations() {
        return List.of(norm1, norm2);
    }

    NDArray apply(NDArray x, NDArray c, Parameters w, Normalisation normalisation) {
        NDArray h = Operations.relu(norm1.apply(x, c, w, normalisation));
        h = conv1.apply(Operations.upsample(h, 2), w);
        h = conv2.apply(Operations.relu(norm2.apply(h, c, w, normalisation)), w);
        // A 1x1 convolution and repeating pixels commute: the cheaper order, the same numbers.
        return h.add(Operations.upsample(skip.apply(x, w), 2));
    }
}
