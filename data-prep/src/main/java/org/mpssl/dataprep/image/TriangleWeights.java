package org.mpssl.dataprep.image;

/**
 * What each input sample of a line contributes to each output sample: Pillow's {@code BILINEAR}, to
 * the bit.
 *
 * <p>The triangle is as wide as two input samples, or two output samples where the line shrinks, so
 * that every input sample counts. Weights are integers; those of one output sample are about {@link
 * #ONE} together.
 */
final class TriangleWeights {

    private static final int PRECISION = 22;
    private static final int ONE = 1 << PRECISION;
    private static final int HALF = ONE / 2;

    private final int[] first;
    private final int[][] weights;

    /**
     * Computes weights.
     *
     * @param input samples of the whole line
     * @param output samples of the whole resized line
     * @param from the first of them that is wanted
     * @param count how many are wanted
     */
    TriangleWeights(int input, int output, int from, int count) {
        first = new int[count];
        weights = new int[count][];
        double scale = (double) input / output;
        double support = Math.max(1, scale);
        for (int i = 0; i < count; i++) {
            double centre = (from + i + 0.5) * scale;
            first[i] = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(input, (int) (centre + support + 0.5));
            weights[i] = line(first[i], end, centre, support);
        }
    }

    private static int[] line(int begin, int end, double centre, double support) {
        double[] heights = new double[end - begin];
        double sum = 0;
        // Multiplied, not divided, as Pillow does: the last bit may differ.
        double narrow = 1 / support;
        for (int i = 0; i < heights.length; i++) {
            heights[i] = Math.max(0, 1 - Math.abs((i + begin - centre + 0.5) * narrow));
            sum += heights[i];
        }
        int[] line = new int[heights.length];
        for (int i = 0; i < line.length; i++) {
            line[i] = (int) (0.5 + heights[i] / sum * ONE);
        }
        return line;
    }

    /** Returns how many outputs there are. */
    int count() {
        return first.length;
    }

    /** Returns the first input that any output needs. */
    int begin() {
        return first[0];
    }

    /** Returns the place behind the last input that any output needs. */
    int end() {
        int last = first.length - 1;
        return first[last] + weights[last].length;
    }

    /**
     * Computes an output.
     *
     * @param i which one
     * @param samples input samples
     * @param at where in them the line's sample 0 is, or would be
     * @param stride between neighbours of the line
     * @return a level, 0 to 255
     */
    int apply(int i, byte[] samples, int at, int stride) {
        int[] line = weights[i];
        int place = at + first[i] * stride;
        int sum = HALF;
        for (int weight : line) {
            sum += weight * (samples[place] & 0xff);
            place += stride;
        }
        // Rounded weights may add up to a little more than one.
        return Math.min(255, sum >> PRECISION);
    }
}
