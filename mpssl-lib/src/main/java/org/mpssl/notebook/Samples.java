package org.mpssl.notebook;

import java.util.ArrayList;
import java.util.List;

/**
 * The points of a live series, in bounded memory.
 *
 * <p>When there are too many for the width of a picture, neighbours are averaged in pairs; from
 * then on, so are the points to come.
 */
final class Samples {

    static final int CAPACITY = 1_000;

    private final List<Double> x = new ArrayList<>();
    private final List<Double> y = new ArrayList<>();
    private int perPoint = 1;
    private double sumX;
    private double sumY;
    private int count;

    void add(double newX, double newY) {
        sumX += newX;
        sumY += newY;
        count++;
        if (count < perPoint) {
            return;
        }
        x.add(sumX / count);
        y.add(sumY / count);
        sumX = 0;
        sumY = 0;
        count = 0;
        if (x.size() >= CAPACITY) {
            halve(x);
            halve(y);
            perPoint *= 2;
        }
    }

    private static void halve(List<Double> values) {
        int half = values.size() / 2;
        for (int i = 0; i < half; i++) {
            values.set(i, (values.get(2 * i) + values.get(2 * i + 1)) / 2);
        }
        values.subList(half, values.size()).clear();
    }

    /** Returns the points, the last one an average of fewer where it is not complete. */
    Line line(String name) {
        List<Double> allX = new ArrayList<>(x);
        List<Double> allY = new ArrayList<>(y);
        if (count > 0) {
            allX.add(sumX / count);
            allY.add(sumY / count);
        }
        return new Line(name, allX, allY, List.of());
    }
}
