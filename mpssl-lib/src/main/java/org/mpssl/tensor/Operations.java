package org.mpssl.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * The tensor operations that DJL's arrays do not offer in the form the method needs: exact
 * constants, the data type kept, and scopes for intermediate results.
 *
 * <p>A result belongs to the manager of the first array.
 */
public final class Operations {

    private static final Shape ONE_BY_ONE = new Shape(1, 1);

    private Operations() {}

    /**
     * Runs a part of a network in a scope of its own, so that the handles of its intermediate
     * results are closed when it ends; what a backward pass needs is kept by its graph.
     *
     * @param input the input, whose manager owns the result
     * @param part the part
     * @return the part's result
     */
    public static NDArray scoped(NDArray input, UnaryOperator<NDArray> part) {
        NDManager outer = input.getManager();
        try (NDManager inner = outer.newSubManager()) {
            input.tempAttach(inner);
            NDArray output = part.apply(input);
            output.attach(outer);
            return output;
        }
    }

    /**
     * Divides the rows of an array into parts.
     *
     * @param rows how many there are
     * @param most the size of all parts but the last, which may be smaller
     * @return what selects each part
     */
    public static List<NDIndex> parts(long rows, int most) {
        return LongStream.iterate(0, from -> from < rows, from -> from + most)
                .mapToObj(from -> new NDIndex("{}:{}", from, Math.min(from + most, rows)))
                .toList();
    }

    /**
     * Multiplies by a number.
     *
     * <p>Never {@code array.mul(number)}, {@code div}, {@code pow} or {@code clip} where
     * derivatives are taken: DJL wraps the number in memory of Java's and lets go of it at once,
     * while the graph keeps pointing there.
     *
     * @param array any shape
     * @param factor the number
     * @return the same shape
     */
    public static NDArray times(NDArray array, double factor) {
        PtNDManager manager = (PtNDManager) array.getManager();
        PtNDArray number =
                JniUtils.full(
                        manager,
                        new Shape(),
                        factor,
                        array.getDataType(),
                        array.getDevice(),
                        SparseFormat.DENSE);
        return array.mul(number);
    }

    /**
     * Convolves images.
     *
     * @param images (N, C, H, W)
     * @param weight (O, C, k, k)
     * @param bias (O), or null
     * @param stride in both directions
     * @param padding zeros on every side
     * @return (N, O, H', W')
     */
    public static NDArray convolve(
            NDArray images, NDArray weight, NDArray bias, int stride, int padding) {
        return JniUtils.convolution(
                pt(images),
                pt(weight),
                pt(bias),
                new Shape(stride, stride),
                new Shape(padding, padding),
                ONE_BY_ONE,
                1);
    }

    /**
     * Applies an affine map to rows.
     *
     * @param rows (N, D)
     * @param weight (O, D)
     * @param bias (O), or null
     * @return (N, O)
     */
    public static NDArray linear(NDArray rows, NDArray weight, NDArray bias) {
        return JniUtils.linear(pt(rows), pt(weight), pt(bias));
    }

    /**
     * Normalises per channel.
     *
     * @param images (N, C, H, W)
     * @param mean running mean (C)
     * @param variance running variance (C)
     * @param weight scale (C)
     * @param bias shift (C)
     * @param batchStatistics whether the batch's statistics are used instead of the running ones
     * @param momentum the share of the batch in the new running statistics; at 0 they stay as they
     *     are, bit for bit
     * @param epsilon added to the variance
     * @return (N, C, H, W)
     */
    public static NDArray batchNorm(
            NDArray images,
            NDArray mean,
            NDArray variance,
            NDArray weight,
            NDArray bias,
            boolean batchStatistics,
            double momentum,
            double epsilon) {
        // The engine's Java signature names its arguments in another order than it uses them.
        return JniUtils.batchNorm(
                pt(images),
                pt(mean),
                pt(variance),
                pt(weight),
                pt(bias),
                batchStatistics,
                momentum,
                epsilon);
    }

    /**
     * Enlarges images by repeating pixels.
     *
     * @param images (N, C, H, W)
     * @param factor a whole number
     * @return (N, C, factor H, factor W)
     */
    public static NDArray upsample(NDArray images, int factor) {
        Shape shape = images.getShape();
        long[] size = {factor * shape.get(2), factor * shape.get(3)};
        return JniUtils.interpolate(pt(images), size, 0, false);
    }

    /**
     * Averages over all pixels.
     *
     * @param images (N, C, H, W)
     * @return (N, C)
     */
    public static NDArray averagePixels(NDArray images) {
        Shape shape = images.getShape();
        return JniUtils.mean(pt(images.reshape(shape.get(0), shape.get(1), -1)), 2, false);
    }

    /**
     * Halves the size of images by averaging squares of two by two pixels.
     *
     * @param images (N, C, H, W)
     * @return (N, C, H / 2, W / 2)
     */
    public static NDArray halve(NDArray images) {
        Shape two = new Shape(2, 2);
        return JniUtils.avgPool(pt(images), two, two, new Shape(0, 0), false, true);
    }

    /**
     * Surrounds images with zeros.
     *
     * @param images (N, C, H, W)
     * @param border how many pixels on every side
     * @return (N, C, H + 2 border, W + 2 border)
     */
    public static NDArray pad(NDArray images, int border) {
        Shape shape = images.getShape();
        NDManager manager = images.getManager();
        Shape side = new Shape(shape.get(0), shape.get(1), shape.get(2), border);
        NDArray left = manager.zeros(side, images.getDataType());
        NDArray wide = left.concat(images, 3).concat(left, 3);
        Shape edge = new Shape(shape.get(0), shape.get(1), border, shape.get(3) + 2L * border);
        NDArray top = manager.zeros(edge, images.getDataType());
        return top.concat(wide, 2).concat(top, 2);
    }

    /**
     * Applies the leaky rectifier.
     *
     * @param array any shape
     * @param slope the slope below zero
     * @return the same shape
     */
    public static NDArray leakyRelu(NDArray array, double slope) {
        return JniUtils.leakyRelu(pt(array), slope);
    }

    /**
     * Applies the rectifier.
     *
     * @param array any shape
     * @return the same shape
     */
    public static NDArray relu(NDArray array) {
        return JniUtils.relu(pt(array));
    }

    /**
     * Scales rows to unit Euclidean length.
     *
     * @param rows (N, D)
     * @param epsilon the least length that is divided by
     * @return (N, D)
     */
    public static NDArray unitRows(NDArray rows, double epsilon) {
        return JniUtils.normalize(pt(rows), 2, 1, epsilon);
    }

    /**
     * Picks one value per row.
     *
     * @param rows (N, K)
     * @param columns int64 (N)
     * @return (N)
     */
    public static NDArray pick(NDArray rows, NDArray columns) {
        NDArray index = JniUtils.unsqueeze(pt(columns), 1);
        return JniUtils.squeeze(JniUtils.gather(pt(rows), pt(index), 1), 1);
    }

    /**
     * Selects rows of a table.
     *
     * @param table (K, D)
     * @param rows int64 (N)
     * @return (N, D), in the manager of {@code rows}
     */
    public static NDArray embed(NDArray table, NDArray rows) {
        // DJL attaches the result to its first argument, the indices, which is what is wanted.
        return JniUtils.embedding(pt(rows), pt(table), false);
    }

    /**
     * Turns class indices into rows of zeros with a one.
     *
     * @param classes int64 (N)
     * @param like an array with the data type wanted
     * @param count the number of classes K
     * @return (N, K)
     */
    public static NDArray oneHot(NDArray classes, NDArray like, int count) {
        return JniUtils.oneHot(pt(classes), count, like.getDataType());
    }

    /**
     * Returns the value without its derivative.
     *
     * @param array any shape
     * @return the same values, constant
     */
    public static NDArray constant(NDArray array) {
        return JniUtils.detachGradient(pt(array));
    }

    /**
     * Makes zeros in the shapes of parameters.
     *
     * @param parameters the shapes, names and data types
     * @param manager the owner
     * @return the zeros
     */
    public static Parameters zerosLike(Parameters parameters, NDManager manager) {
        return parameters.map(array -> manager.zeros(array.getShape(), array.getDataType()));
    }

    private static PtNDArray pt(NDArray array) {
        return (PtNDArray) array;
    }
}
