package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Pooling;

/**
 * The self-attention of BigGAN's generators (Zhang et al. 2019): every pixel adds what it finds at
 * the pixels of the halved map, {@code x + gamma o(g softmax(theta' phi)')}.
 *
 * <p>The attention map has {@code (H W) (H W / 4)} numbers per image: 4 Mi at 64x64, 64 Mi at
 * 128x128.
 *
 * @param name what the names of gamma and of the convolutions' weights start with
 * @param convolution what the convolutions' names start with, after that
 * @param result the rest of the last convolution's name
 * @param channels of the map, a multiple of 8
 */
record SelfAttention(String name, String convolution, String result, int channels) {

    static SelfAttention bigGan(String name, int channels) {
        return new SelfAttention(name, "", "o", channels);
    }

    static SelfAttention bigGanDeep(String name, int channels) {
        return new SelfAttention(name, "snconv1x1_", "o_conv", channels);
    }

    void addWeights(Weights weights) {
        weights.orthogonal(weight("theta"), channels / 8, channels, 1, 1)
                .orthogonal(weight("phi"), channels / 8, channels, 1, 1)
                .orthogonal(weight("g"), channels / 2, channels, 1, 1)
                .orthogonal(weight(result), channels, channels / 2, 1, 1)
                .constant(name + ".gamma", 0, 1);
    }

    private String weight(String layer) {
        return name + "." + convolution + layer + ".weight";
    }

    NDArray apply(NDArray x, Parameters w) {
        NDArray theta = pixels(convolve(x, w, "theta"));
        NDArray phi = pixels(Pooling.max(convolve(x, w, "phi"), 2, 2, 0));
        NDArray g = pixels(Pooling.max(convolve(x, w, "g"), 2, 2, 0));
        NDArray beta = theta.transpose(0, 2, 1).matMul(phi).softmax(2);
        NDArray found = g.matMul(beta.transpose(0, 2, 1));
        long half = channels / 2;
        found = found.reshape(x.getShape().get(0), half, x.getShape().get(2), x.getShape().get(3));
        return x.add(convolve(found, w, result).mul(w.get(name + ".gamma")));
    }

    private NDArray convolve(NDArray x, Parameters w, String layer) {
        return Operations.convolve(x, w.get(weight(layer)), null, 1, 0);
    }

    /** (N, C, H, W) to (N, C, H W). */
    private static NDArray pixels(NDArray map) {
        return map.reshape(map.getShape().get(0), map.getShape().get(1), -1);
    }
}
