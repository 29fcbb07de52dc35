package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;

/**
 * A weak augmentation: a horizontal flip with probability one half of a random part of the image,
 * resized to the size of the whole with bilinear interpolation inside the part.
 *
 * <p>The part is chosen as by torchvision's {@code RandomResizedCrop}: its area is uniform, the
 * logarithm of its ratio of width to height is uniform, and after ten parts that do not fit it is
 * the largest in the middle whose ratio is allowed. Draws, per image: {@code flip}, mirrored (1) or
 * not; {@code top}, {@code left}, {@code height}, {@code width} of the part in pixels. The stream
 * gives the flip, area and ratio until a part fits, then top and left.
 *
 * @param leastArea the least area, as a share of the image's; torchvision has 0.08
 * @param mostArea the largest area; torchvision has 1
 * @param leastRatio the least width over height; torchvision has 3/4
 * @param mostRatio the largest width over height; torchvision has 4/3
 */
public record FlipAndResizedCrop(
        double leastArea, double mostArea, double leastRatio, double mostRatio)
        implements Transformation {

    private static final int ATTEMPTS = 10;

    /** Checks the ranges. */
    public FlipAndResizedCrop {
        if (!(leastArea > 0 && leastArea <= mostArea && mostArea <= 1)) {
            throw new IllegalArgumentException(
                    "areas of parts are above 0 and up to 1, the least first: %s, %s"
                            .formatted(leastArea, mostArea));
        }
        if (!(leastRatio > 0 && leastRatio <= mostRatio)) {
            throw new IllegalArgumentException(
                    "ratios of parts are above 0, the least first: %s, %s"
                            .formatted(leastRatio, mostRatio));
        }
    }

    /**
     * A part of any image.
     *
     * @param top its first row
     * @param left its first column
     * @param height its number of rows
     * @param width its number of columns
     */
    private record Part(int top, int left, int height, int width) {}

    @Override
    public Draws draw(RandomStream random, Shape images) {
        int n = (int) images.get(0);
        int[] flip = new int[n];
        int[] top = new int[n];
        int[] left = new int[n];
        int[] height = new int[n];
        int[] width = new int[n];
        for (int i = 0; i < n; i++) {
            flip[i] = random.nextInt(2);
            Part part = part(random, (int) images.get(2), (int) images.get(3));
            top[i] = part.top;
            left[i] = part.left;
            height[i] = part.height;
            width[i] = part.width;
        }
        return Draws.none()
                .with("flip", flip)
                .with("top", top)
                .with("left", left)
                .with("height", height)
                .with("width", width);
    }

    private Part part(RandomStream random, int height, int width) {
        double least = StrictMath.log(leastRatio);
        double most = StrictMath.log(mostRatio);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double share = leastArea + (mostArea - leastArea) * random.nextDouble();
            double area = share * height * width;
            double ratio = StrictMath.exp(least + (most - least) * random.nextDouble());
            int w = (int) Math.rint(Math.sqrt(area * ratio));
            int h = (int) Math.rint(Math.sqrt(area / ratio));
            if (w > 0 && w <= width && h > 0 && h <= height) {
                int top = random.nextInt(height - h + 1);
                return new Part(top, random.nextInt(width - w + 1), h, w);
            }
        }
        return middle(height, width);
    }

    /** The largest part in the middle with an allowed ratio. */
    private Part middle(int height, int width) {
        double ratio = (double) width / height;
        int w = ratio > mostRatio ? (int) Math.rint(height * mostRatio) : width;
        int h = ratio < leastRatio ? (int) Math.rint(width / leastRatio) : height;
        return new Part((height - h) / 2, (width - w) / 2, h, w);
    }

    /** Applies draws as two products, with a matrix of weights for the rows and one for columns. */
    @Override
    public NDArray apply(Step step, NDArray images, Draws draws) {
        int[] flip = draws.integers("flip");
        int[] top = draws.integers("top");
        int[] left = draws.integers("left");
        int[] height = draws.integers("height");
        int[] width = draws.integers("width");
        int rows = (int) images.getShape().get(2);
        int columns = (int) images.getShape().get(3);
        double[] vertical = new double[flip.length * rows * rows];
        double[] horizontal = new double[flip.length * columns * columns];
        for (int i = 0; i < flip.length; i++) {
            for (int y = 0; y < rows; y++) {
                int at = (i * rows + y) * rows;
                addWeights(vertical, at, 1, y, rows, top[i], height[i]);
            }
            for (int x = 0; x < columns; x++) {
                int at = i * columns * columns + (flip[i] == 1 ? columns - 1 - x : x);
                addWeights(horizontal, at, columns, x, columns, left[i], width[i]);
            }
        }
        NDArray down = step.array(vertical, new Shape(flip.length, 1, rows, rows));
        NDArray across = step.array(horizontal, new Shape(flip.length, 1, columns, columns));
        return step.own(down).matMul(images).matMul(across);
    }

    /** The weights of the two pixels that a pixel of the result lies between. */
    private static void addWeights(
            double[] weights, int at, int stride, int pixel, int size, int first, int count) {
        double place = Math.max(0, (pixel + 0.5) * count / size - 0.5);
        int before = Math.min((int) place, count - 1);
        int after = Math.min(before + 1, count - 1);
        weights[at + (first + before) * stride] += 1 - (place - before);
        weights[at + (first + after) * stride] += place - before;
    }
}
