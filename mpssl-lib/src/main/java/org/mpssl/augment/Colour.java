package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.mpssl.tensor.Step;

/**
 * The colour of pixels that are not the image's: outside of it, or cut out of it.
 *
 * @param levels one number in [0, 1] per channel; images with another number of channels get the
 *     mean of them in every channel
 */
public record Colour(List<Double> levels) {

    /** Zero in every channel. */
    public static final Colour BLACK = new Colour(List.of(0.0));

    /** Checks the levels. */
    public Colour {
        levels = List.copyOf(levels);
        if (levels.isEmpty() || levels.stream().anyMatch(level -> !(level >= 0 && level <= 1))) {
            throw new IllegalArgumentException("a colour needs levels from 0 to 1: " + levels);
        }
    }

    /**
     * Returns a colour given in 8 bits.
     *
     * @param levels 0 to 255 per channel
     * @return the colour
     */
    public static Colour ofBytes(int... levels) {
        return new Colour(Arrays.stream(levels).mapToObj(level -> level / 255.0).toList());
    }

    /** As an array that broadcasts over images, (1, C, 1, 1). */
    NDArray array(Step step, long channels) {
        double[] values = new double[(int) channels];
        double mean = levels.stream().mapToDouble(level -> level).average().orElseThrow();
        Arrays.setAll(values, c -> levels.size() == channels ? levels.get(c) : mean);
        return step.array(values, new Shape(1, channels, 1, 1));
    }

    boolean isBlack() {
        return levels.stream().allMatch(level -> level == 0);
    }
}
