package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/**
 * Colours of numbers: white is zero, and dark text stays legible on all of them.
 *
 * @param colors evenly spaced from {@code low} to {@code high}
 * @param low the number of the first colour
 * @param high the number of the last colour
 */
record ColorScale(List<Color> colors, double low, double high) {

    /** White towards the first colour of the palette. */
    private static final List<Color> UPWARDS =
            List.of(
                    new Color(0xFFFFFF),
                    new Color(0xDCEAF5),
                    new Color(0xB5D3EA),
                    new Color(0x87B8DC),
                    new Color(0x559BCB));

    /** The same, and from white towards the second colour for what is below zero. */
    private static final List<Color> BOTH_WAYS =
            List.of(
                    new Color(0xDE7B3A),
                    new Color(0xE9A06E),
                    new Color(0xF2C4A3),
                    new Color(0xF9E3D3),
                    new Color(0xFFFFFF),
                    new Color(0xDCEAF5),
                    new Color(0xB5D3EA),
                    new Color(0x87B8DC),
                    new Color(0x559BCB));

    private static final double ROUNDING = 0.01;

    /**
     * Returns a scale from zero, or as far below zero as above it if a number is negative. It ends
     * at the largest number; for distributions at one, so that pictures of them can be compared.
     */
    static ColorScale of(List<List<Double>> values) {
        double[] all =
                values.stream().flatMapToDouble(r -> Arrays.stream(Numbers.finite(r))).toArray();
        double low = Arrays.stream(all).min().orElse(0);
        double far = Arrays.stream(all).map(Math::abs).max().orElse(1);
        double high = far > 0 && !areDistributions(values, low) ? far : 1;
        return low < 0 ? new ColorScale(BOTH_WAYS, -high, high) : new ColorScale(UPWARDS, 0, high);
    }

    private static boolean areDistributions(List<List<Double>> rows, double low) {
        List<double[]> known =
                rows.stream().map(Numbers::finite).filter(row -> row.length > 0).toList();
        return low >= 0
                && !known.isEmpty()
                && known.stream()
                        .allMatch(row -> Math.abs(Arrays.stream(row).sum() - 1) < ROUNDING);
    }

    /** Sets the colours of an interactive heat map. */
    void apply(ObjectNode trace) {
        ArrayNode scale = trace.putArray("colorscale");
        for (int i = 0; i < colors.size(); i++) {
            scale.addArray().add(i / (colors.size() - 1.0)).add(Theme.css(colors.get(i)));
        }
        trace.put("zmin", low).put("zmax", high);
    }
}
