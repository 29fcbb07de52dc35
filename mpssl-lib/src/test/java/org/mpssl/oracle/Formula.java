package org.mpssl.oracle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;

/**
 * Numbers that Java and Python both compute from a tensor's name and an index, bit for bit, so that
 * a trace of a large network need not hold its weights.
 *
 * <p>Weights have variance 1 / fan-in, a sixteenth of that before a tanh, embeddings variance 1,
 * factors and variances lie between 1/2 and 3/2, shifts and means within 0.2: signals neither
 * vanish nor saturate.
 */
final class Formula {

    private Formula() {}

    /** Returns number i of a name, between -1 and 1: SplitMix64 of the name's CRC-32 and i. */
    static double number(long crc, long i) {
        long z = (crc << 32 | i) + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 40) * 0x1p-23 - 1;
    }

    private static float[] numbers(String name, Shape shape, double centre, double reach) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (centre + reach * number(crc.getValue(), i));
        }
        return values;
    }

    /** Returns numbers between -1 and 1. */
    static float[] signed(String name, Shape shape) {
        return numbers(name, shape, 0, 1);
    }

    /** Returns numbers between 0 and 1. */
    static float[] unit(String name, Shape shape) {
        return numbers(name, shape, 0.5, 0.5);
    }

    /** Returns numbers of variance 1. */
    static float[] standard(String name, Shape shape) {
        return numbers(name, shape, 0, Math.sqrt(3));
    }

    /** Returns a network's tensor. */
    static float[] tensor(String name, Shape shape) {
        boolean vector = shape.dimension() == 1;
        if (name.matches(".*(_vars?|\\.gain|\\.gamma)") || (vector && name.endsWith(".weight"))) {
            return numbers(name, shape, 1, 0.5);
        }
        if (vector || name.matches(".*_means?")) {
            return numbers(name, shape, 0, 0.2);
        }
        if (name.equals("shared.weight") || name.equals("embeddings.weight")) {
            return standard(name, shape);
        }
        double fanIn = (double) shape.size() / shape.get(0);
        double beforeTanh =
                name.matches("output_layer.2.weight|generator.conv_to_rgb.weight") ? 0.25 : 1;
        return numbers(name, shape, 0, beforeTanh * Math.sqrt(3 / fanIn));
    }

    /** Fills a network. */
    static Parameters fill(Layout layout, Workspace workspace) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        layout.shapes()
                .forEach(
                        (name, shape) ->
                                tensors.put(name, workspace.array(tensor(name, shape), shape)));
        return Parameters.of(tensors);
    }
}
