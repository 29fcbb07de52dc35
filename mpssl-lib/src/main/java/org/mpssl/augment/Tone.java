package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.Shape;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Step;

/**
 * Operations that leave every pixel where it is. The value {@code v} is one number per image;
 * results that can leave [0, 1] are clamped to it.
 *
 * <p>What 8-bit implementations round to whole levels stays real here. The luma of three channels
 * is 0.299 R + 0.587 G + 0.114 B; of any other number of channels it is their mean, so that the two
 * colour operations leave grey images as they are.
 */
enum Tone implements Operation {

    /** Nothing. */
    IDENTITY {
        @Override
        public NDArray apply(Step step, NDArray x, Chosen chosen) {
            return x;
        }
    },

    /** 1 - x. */
    INVERT {
        @Override
        public NDArray apply(Step step, NDArray x, Chosen chosen) {
            return complement(x);
        }
    },

    /** v x: PIL's brightness, and what Kornia 0.7.3 calls contrast. */
    SCALE {
        @Override
        public NDArray apply(Step step, NDArray x, Chosen chosen) {
            return step.clampToUnit(x.mul(chosen.values(step)));
        }
    },

    /** x + v - 1: Kornia's brightness. */
    SHIFT {
        @Override
        public NDArray apply(Step step, NDArray x, Chosen chosen) {
            return step.clampToUnit(x.add(chosen.values(step).sub(1)));
        }
    },

    /** m + v (x - m) with the image's mean luma m: PIL's contrast. */
    CONTRAST {
        @Override
        public NDArray apply(Step step, NDArray x, Chosen chosen) {
            NDArray luma = luma(step, x).reshape(chosen.size(), -1);
            NDArray mean = luma.mean(new int[] {1}, true).reshape(chosen.size(), 1, 1, 1);
            return blend(step, mean, x, chosen);
        }
    },

    /** l + v (x - l) with the pixel's luma l: PIL's colour. */
    COLOUR {
        @Override
        public NDArray apply(Step step, NDArray x, Chosen chosen) {
            return blend(step, luma(step, x), x, chosen);
        }
    },

    /** The saturation of HSV times v, hue and value kept: Kornia's colour. */
    SATURATION {
        @Override
        public NDArray apply(Step step, NDArray x, Chosen chosen) {
            // A channel is V (1 - S k), where k depends on the hue alone: V - channel = V S k.
            NDArray most = x.max(new int[] {1}, true);
            NDArray range = most.sub(x.min(new int[] {1}, true));
            NDArray factor = chosen.values(step).div(most.add(SATURATION_EPSILON));
            NDArray full = reciprocal(range);
            NDArray share = most.mul(NDArrays.minimum(factor, full));
            return most.sub(most.sub(x).mul(share));
        }
    },

    /** s + v (x - s) with the smoothed image s: sharpness. */
    SHARPNESS {
        @Override
        public NDArray apply(Step step, NDArray x, Chosen chosen) {
            boolean allBorder = x.getShape().get(2) < 3 || x.getShape().get(3) < 3;
            return allBorder ? x : blend(step, Smoothing.of(step, x), x, chosen);
        }
    },

    /**
     * Every channel stretched to [0, 1], one that spans less than a thousandth left as it is: PIL's
     * auto-contrast.
     */
    AUTO_CONTRAST {
        @Override
        public NDArray apply(Step step, NDArray x, Chosen chosen) {
            NDArray low = leastOfChannel(x);
            NDArray range = mostOfChannel(x).sub(low);
            NDArray flat = range.lt(LEAST_RANGE);
            NDArray safe = NDArrays.where(flat, range.onesLike(), range);
            NDArray stretched = x.sub(low).div(safe);
            return step.clampToUnit(NDArrays.where(flat.broadcast(x.getShape()), x, stretched));
        }
    },

    /** (x - min) / (max - min + 1e-6) per channel, which makes a flat one black: Kornia's. */
    STRETCH {
        @Override
        public NDArray apply(Step step, NDArray x, Chosen chosen) {
            NDArray low = leastOfChannel(x);
            NDArray range = mostOfChannel(x).sub(low);
            return step.clampToUnit(x.sub(low).div(range.add(STRETCH_EPSILON)));
        }
    },

    /** x below v, 1 - x from there on. */
    SOLARIZE {
        @Override
        public NDArray apply(Step step, NDArray x, Chosen chosen) {
            return NDArrays.where(x.lt(chosen.values(step)), x, complement(x));
        }
    },

    /** x + v, clamped, then solarized at one half. */
    SOLARIZE_ADD {
        @Override
        public NDArray apply(Step step, NDArray x, Chosen chosen) {
            NDArray sum = step.clampToUnit(x.add(chosen.values(step)));
            return NDArrays.where(sum.lt(0.5), sum, complement(sum));
        }
    },

    /** Each channel's histogram of 256 levels made even; constant in x. */
    EQUALIZE {
        @Override
        public NDArray apply(Step step, NDArray x, Chosen chosen) {
            long rows = x.getShape().get(0) * x.getShape().get(1);
            return step.equalize(x.reshape(rows, -1)).reshape(x.getShape());
        }

        @Override
        public boolean differentiable() {
            return false;
        }
    },

    /**
     * The v highest of 8 bits kept; v is a whole number. At 8 nothing changes, below that the
     * result is constant in x.
     */
    POSTERIZE {
        @Override
        public NDArray apply(Step step, NDArray x, Chosen chosen) {
            float[] sizes = new float[chosen.size()];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = 1 << (8 - (int) chosen.value()[i]);
            }
            NDArray size = new Chosen(sizes, null, null).values(step);
            // An operation before may have left [0, 1] by its last bit, and -0.0...1 is level -1.
            NDArray inside = step.clampToUnit(Operations.constant(x));
            NDArray levels = Operations.times(inside, 255).floor();
            NDArray kept = levels.div(size).floor().mul(size);
            // A true division, so that whole levels stay whole for the operation that follows.
            NDArray scaled = kept.div(Operations.times(size.onesLike(), 255));
            return NDArrays.where(size.lte(1).broadcast(x.getShape()), x, scaled);
        }

        @Override
        public boolean differentiable() {
            return false;
        }
    };

    private static final double SATURATION_EPSILON = 1e-8;
    private static final double STRETCH_EPSILON = 1e-6;
    private static final double LEAST_RANGE = 1e-3;

    private static NDArray complement(NDArray x) {
        return x.neg().add(1);
    }

    /** Both are (N, C, H, W) or broadcast to it. */
    private static NDArray blend(Step step, NDArray from, NDArray x, Chosen chosen) {
        return step.clampToUnit(from.add(x.sub(from).mul(chosen.values(step))));
    }

    /** (N, 1, H, W). */
    private static NDArray luma(Step step, NDArray x) {
        if (x.getShape().get(1) != 3) {
            return x.mean(new int[] {1}, true);
        }
        NDArray weights = step.array(new double[] {0.299, 0.587, 0.114}, new Shape(1, 3, 1, 1));
        return x.mul(weights).sum(new int[] {1}, true);
    }

    private static NDArray reciprocal(NDArray range) {
        NDArray safe = NDArrays.where(range.eq(0), range.onesLike(), range);
        return range.onesLike().div(safe);
    }

    private static NDArray leastOfChannel(NDArray x) {
        long n = x.getShape().get(0);
        long channels = x.getShape().get(1);
        return x.reshape(n, channels, -1).min(new int[] {2}, true).reshape(n, channels, 1, 1);
    }

    private static NDArray mostOfChannel(NDArray x) {
        long n = x.getShape().get(0);
        long channels = x.getShape().get(1);
        return x.reshape(n, channels, -1).max(new int[] {2}, true).reshape(n, channels, 1, 1);
    }
}
