package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;

/**
 * A block of torchvision's residual networks: convolutions with rectifiers between them, and after
 * the sum with the block's input.
 *
 * @param path the convolutions, one after the other
 * @param skip how the input gets the shape of the path's result; without one it is added as it is
 */
record ResidualBlock(List<NormalisedConvolution> path, List<NormalisedConvolution> skip) {

    static ResidualBlock basic(String name, int in, int out, int stride) {
        return new ResidualBlock(
                List.of(layer(name, 1, in, out, 3, stride), layer(name, 2, out, out, 3, 1)),
                skip(name, in, out, stride));
    }

    static ResidualBlock bottleneck(String name, int in, int middle, int out, int stride) {
        return new ResidualBlock(
                List.of(
                        layer(name, 1, in, middle, 1, 1),
                        layer(name, 2, middle, middle, 3, stride),
                        layer(name, 3, middle, out, 1, 1)),
                skip(name, in, out, stride));
    }

    private static NormalisedConvolution layer(
            String block, int i, int in, int out, int size, int stride) {
        return new NormalisedConvolution(
                block + ".conv" + i, block + ".bn" + i, in, out, size, stride);
    }

    private static List<NormalisedConvolution> skip(String block, int in, int out, int stride) {
        if (stride == 1 && in == out) {
            return List.of();
        }
        String name = block + ".downsample.";
        return List.of(new NormalisedConvolution(name + "0", name + "1", in, out, 1, stride));
    }

    /** Returns the convolutions in the order of torchvision's tensors. */
    List<NormalisedConvolution> convolutions() {
        List<NormalisedConvolution> all = new ArrayList<>(path);
        all.addAll(skip);
        return all;
    }

    /** Returns the side of the map that goes out, given the side of the one that comes in. */
    int side(int before) {
        int side = before;
        for (NormalisedConvolution convolution : path) {
            side = convolution.side(side);
        }
        return side;
    }

    /** Counts what all convolutions put out, given the side of the map that comes in. */
    long outputs(int before) {
        long sum = 0;
        int side = before;
        for (NormalisedConvolution convolution : path) {
            sum += convolution.outputs(side);
            side = convolution.side(side);
        }
        for (NormalisedConvolution convolution : skip) {
            sum += convolution.outputs(before);
        }
        return sum;
    }

    NDArray apply(NDArray x, Parameters theta, Normalisation statistics) {
        NDArray h = x;
        for (int i = 0; i < path.size(); i++) {
            h = path.get(i).apply(i == 0 ? h : Operations.relu(h), theta, statistics);
        }
        NDArray shortcut = x;
        for (NormalisedConvolution convolution : skip) {
            shortcut = convolution.apply(x, theta, statistics);
        }
        return Operations.relu(h.add(shortcut));
    }
}
