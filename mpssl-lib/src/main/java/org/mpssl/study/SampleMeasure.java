package org.mpssl.study;

import java.util.stream.IntStream;
import org.mpssl.study.StudyResult.SampleFigures;

/** How much images of a class vary, and how near they are to real ones, by their pixels. */
final class SampleMeasure {

    static final String WORDS =
            "*variety*: root mean square distance of the pixels, which are from 0 to 1, of two images of one class, mean over all"
                    + " pairs and classes. *distance*: of an image to the nearest image of its class in D, for those of D to the"
                    + " nearest other one, mean over all images.";

    private SampleMeasure() {}

    /**
     * Measures one source. A class with one real image has no pair of them, so it is left out of
     * both means for every source: the figures of all are of the same classes.
     *
     * @return the figures, NaN if no class is left
     */
    static SampleFigures of(SampleImages images, SampleImages real) {
        int[] classes =
                IntStream.range(0, real.byClass().size()).filter(i -> real.count(i) > 1).toArray();
        if (classes.length == 0) {
            return new SampleFigures(images.name(), Double.NaN, Double.NaN);
        }
        boolean same = images.name().equals(real.name());
        double variety = 0;
        double distance = 0;
        for (int i : classes) {
            float[][] drawn = images.pixels(i);
            variety += variety(drawn) / classes.length;
            distance += distance(drawn, real.pixels(i), same) / classes.length;
        }
        return new SampleFigures(images.name(), variety, distance);
    }

    /** Returns the mean distance of all pairs. */
    static double variety(float[][] images) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < images.length; i++) {
            for (int j = i + 1; j < images.length; j++) {
                sum += distance(images[i], images[j]);
                pairs++;
            }
        }
        return sum / Math.max(1, pairs);
    }

    /** Returns the mean distance to the nearest real image, which may not be the same one. */
    static double distance(float[][] images, float[][] real, boolean same) {
        double sum = 0;
        for (int i = 0; i < images.length; i++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int j = 0; j < real.length; j++) {
                if (!same || i != j) {
                    nearest = Math.min(nearest, distance(images[i], real[j]));
                }
            }
            sum += nearest;
        }
        return sum / images.length;
    }

    private static double distance(float[] a, float[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (double) (a[i] - b[i]);
        }
        return Math.sqrt(squares / a.length);
    }
}
