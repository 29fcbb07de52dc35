package org.mpssl.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Large results in few numbers, as the goldens of whole steps hold them: the length of each tensor,
 * and its products with fixed directions. {@code tests/oracle/projections.py} does the same.
 */
final class Projections {

    static final int DIRECTIONS = 4;

    private static final Set<String> KINDS = Set.of("theta", "statistics", "momentum", "phi", "xi");

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private Projections() {}

    /** Returns the names that belong to a quantity, in the order of its rows. */
    static Map<String, List<String>> quantities(Set<String> names) {
        Map<String, List<String>> quantities = new TreeMap<>();
        for (String name : new java.util.TreeSet<>(names)) {
            quantities.computeIfAbsent(quantity(name), key -> new ArrayList<>()).add(name);
        }
        return quantities;
    }

    /** The folder of a tensor that is one of many of a kind, or a draw; else its own name. */
    private static String quantity(String name) {
        int draw = (name + "/").indexOf("/draw/");
        if (draw >= 0) {
            return name.substring(0, draw) + "/draw";
        }
        String[] parts = name.split("/", -1);
        boolean many = parts.length > 1 && KINDS.contains(parts[parts.length - 2]);
        return many ? name.substring(0, name.lastIndexOf('/')) : name;
    }

    /** Returns the product of a tensor with a direction. */
    static double product(double[] values, int k) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            long bits = mix(((long) i * DIRECTIONS + k + 1) * GAMMA);
            sum += values[i] * ((bits >>> 11) * 0x1.0p-52 - 1);
        }
        return sum;
    }

    /** SplitMix64. */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
