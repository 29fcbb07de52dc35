package org.mpssl.notebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The band around a line, where both the line and its spread are known.
 *
 * @param x where
 * @param low the lower edge
 * @param high the upper edge
 */
record Band(List<Double> x, List<Double> low, List<Double> high) {

    /** Returns the band of a line, cut off below a floor. */
    static Band of(Line line, double floor) {
        List<Integer> known =
                IntStream.range(0, line.spread().size())
                        .filter(i -> Double.isFinite(line.x().get(i)))
                        .filter(i -> Double.isFinite(line.y().get(i)))
                        .filter(i -> Double.isFinite(line.spread().get(i)))
                        .boxed()
                        .toList();
        return new Band(
                pick(known, i -> line.x().get(i)),
                pick(known, i -> Math.max(floor, line.y().get(i) - line.spread().get(i))),
                pick(known, i -> line.y().get(i) + line.spread().get(i)));
    }

    private static List<Double> pick(List<Integer> known, IntToDoubleFunction value) {
        return known.stream().map(value::applyAsDouble).toList();
    }

    boolean isEmpty() {
        return x.isEmpty();
    }

    /** Returns the x of the outline: along the upper edge and back along the lower one. */
    List<Double> outlineX() {
        return thereAndBack(x, x);
    }

    List<Double> outlineY() {
        return thereAndBack(high, low);
    }

    private static List<Double> thereAndBack(List<Double> there, List<Double> back) {
        List<Double> reversed = new ArrayList<>(back);
        Collections.reverse(reversed);
        List<Double> result = new ArrayList<>(there);
        result.addAll(reversed);
        return result;
    }
}
