package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;

/**
 * The strong policy {@code intensity} of the embedded study: a few distinct operations per image
 * out of auto-contrast, brightness, contrast and sharpness, applied in random order.
 *
 * <p>Geometric operations are left out because they hurt on upright, centred 28-pixel images. Every
 * operation is {@code a x + b + s smooth(x)} with numbers of its image, so a whole batch of
 * different operations is one expression; the results are clamped to [0, 1]. The factor of a
 * brightness, contrast or sharpness operation is uniform in 1 +- strength; at factor 1 nothing
 * changes.
 *
 * @param operations how many operations per image, 0 to 4
 * @param strength how far factors reach from 1, 0 to 1
 */
public record Intensity(int operations, double strength) implements Transformation {

    private static final int KINDS = 4;

    // Kind 1, brightness, is the factor alone and needs no name.
    private static final int AUTO_CONTRAST = 0;
    private static final int CONTRAST = 2;
    private static final int SHARPNESS = 3;

    /** An image that spans less than this is left as it is by auto-contrast. */
    private static final double LEAST_RANGE = 1e-3;

    /** Checks the ranges. */
    public Intensity {
        if (operations < 0 || operations > KINDS || strength < 0 || strength > 1) {
            throw new IllegalArgumentException(
                    "intensity needs 0 to 4 operations and a strength of 0 to 1: %d, %s"
                            .formatted(operations, strength));
        }
    }

    @Override
    public Draws draw(RandomStream random, Shape images) {
        return draw(random, (int) images.get(0));
    }

    /**
     * Draws operations and factors; the size of the images plays no part.
     *
     * @param random the stream
     * @param n the batch size
     * @return {@code kind}, the operations of each image in order, (N, operations): 0
     *     auto-contrast, 1 brightness, 2 contrast, 3 sharpness; {@code factor}, of the same shape
     */
    public Draws draw(RandomStream random, int n) {
        int[] kind = new int[n * operations];
        float[] factor = new float[n * operations];
        for (int i = 0; i < n; i++) {
            int[] order = random.permutation(KINDS);
            for (int k = 0; k < operations; k++) {
                kind[i * operations + k] = order[k];
                factor[i * operations + k] = (float) (1 + strength * (2 * random.nextDouble() - 1));
            }
        }
        Shape shape = new Shape(n, operations);
        return Draws.none().with("kind", kind, shape).with("factor", factor, shape);
    }

    @Override
    public NDArray apply(Step step, NDArray images, Draws draws) {
        NDArray result = images;
        for (int k = 0; k < operations; k++) {
            result = applyOne(step, result, draws.floats("kind", k), draws.floats("factor", k));
        }
        return result;
    }

    private static NDArray applyOne(Step step, NDArray x, float[] kind, float[] factors) {
        int n = (int) x.getShape().get(0);
        NDArray flat = x.reshape(n, -1);
        NDArray low = flat.min(new int[] {1}, true);
        NDArray range = flat.max(new int[] {1}, true).sub(low);
        NDArray stretches = range.gt(LEAST_RANGE).toType(step.type(), false);
        // 1 / range where it stretches, 1 where it does not: both branches stay finite.
        NDArray safeRange = range.mul(stretches).add(stretches.neg().add(1));
        NDArray stretch = range.onesLike().div(safeRange);
        NDArray mean = flat.mean(new int[] {1}, true);

        NDArray auto = chosen(step, kind, AUTO_CONTRAST);
        NDArray contrast = chosen(step, kind, CONTRAST);
        NDArray sharpness = chosen(step, kind, SHARPNESS);
        NDArray factor = step.array(factors, new Shape(n, 1));
        NDArray rest = factor.neg().add(1);

        NDArray scale = factor.add(auto.mul(stretch.sub(factor)));
        NDArray offset =
                contrast.mul(rest).mul(mean).sub(auto.mul(stretches).mul(low).mul(stretch));
        NDArray smoothing = sharpness.mul(rest);
        NDArray result =
                x.mul(perImage(scale))
                        .add(perImage(offset))
                        .add(Smoothing.of(step, x).mul(perImage(smoothing)));
        return step.clampToUnit(result);
    }

    private static NDArray perImage(NDArray column) {
        return column.reshape(column.getShape().get(0), 1, 1, 1);
    }

    /** One where an image's operation is of a kind, else zero, (N, 1). */
    private static NDArray chosen(Step step, float[] kinds, int kind) {
        float[] values = new float[kinds.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = kinds[i] == kind ? 1 : 0;
        }
        return step.array(values, new Shape(values.length, 1));
    }
}
