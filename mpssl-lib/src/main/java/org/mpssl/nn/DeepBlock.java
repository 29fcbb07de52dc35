package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;

/**
 * A block of BigGAN-deep's generator: a bottleneck of four convolutions, each of a normalised and
 * rectified map, past which the first channels of the input go as they are.
 *
 * @param norms one before each convolution
 * @param convolutions 1x1, 3x3, 3x3, 1x1; the second one of the enlarged map
 * @param up whether the map is enlarged
 */
record DeepBlock(List<ConditionalNormalisation> norms, List<Convolution> convolutions, boolean up) {

    private static final int REDUCTION = 4;

    static DeepBlock of(String name, int in, int out, boolean up, int condition, double epsilon) {
        int middle = in / REDUCTION;
        int[] channels = {in, middle, middle, middle, out};
        List<ConditionalNormalisation> norms = new ArrayList<>();
        List<Convolution> convolutions = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            norms.add(
                    ConditionalNormalisation.bigGanDeep(
                            name + ".bn_" + k, channels[k], condition, epsilon));
            int size = k == 1 || k == 2 ? 3 : 1;
            convolutions.add(
                    new Convolution(name + ".conv_" + k, channels[k], channels[k + 1], size));
        }
        return new DeepBlock(norms, convolutions, up);
    }

    void addWeights(Weights weights) {
        norms.forEach(norm -> norm.addWeights(weights));
        convolutions.forEach(convolution -> convolution.addWeights(weights));
    }

    NDArray apply(NDArray x, NDArray c, Parameters w, Normalisation normalisation) {
        NDArray h = x;
        for (int k = 0; k < convolutions.size(); k++) {
            h = Operations.relu(norms.get(k).apply(h, c, w, normalisation));
            h = convolutions.get(k).apply(up && k == 1 ? Operations.upsample(h, 2) : h, w);
        }
        NDArray kept = x.get(new NDIndex(":, :{}", h.getShape().get(1)));
        return h.add(up ? Operations.upsample(kept, 2) : kept);
    }
}
