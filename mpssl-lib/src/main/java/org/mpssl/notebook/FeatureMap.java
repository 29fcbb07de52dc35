package org.mpssl.notebook;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Feature vectors of named groups, drawn on the plane in which they differ most: their first two
 * principal components.
 *
 * <p>The components are those of all groups together. The same vectors always give the same
 * picture; the direction of an axis means nothing.
 */
public final class FeatureMap {

    private static final FeatureMap EMPTY = new FeatureMap(Map.of());

    private final Map<String, double[][]> groups;

    private FeatureMap(Map<String, double[][]> groups) {
        this.groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    /**
     * Returns a map without groups yet.
     *
     * @return the map, to which groups are added
     */
    public static FeatureMap empty() {
        return EMPTY;
    }

    /**
     * Returns a map of some groups.
     *
     * @param groups for each name its (n, d) features; in the order of the map, so better a {@code
     *     LinkedHashMap}
     * @return the map
     * @throws IllegalArgumentException if a group is empty or widths differ
     */
    public static FeatureMap of(Map<String, float[][]> groups) {
        FeatureMap map = EMPTY;
        for (Map.Entry<String, float[][]> group : groups.entrySet()) {
            map = map.with(group.getKey(), group.getValue());
        }
        return map;
    }

    /**
     * Returns this map with one more group.
     *
     * @param name what the legend calls it
     * @param features (n, d) features, one row per image
     * @return the larger map
     * @throws IllegalArgumentException if there are no features, they are not finite, or not as
     *     wide as those before
     */
    public FeatureMap with(String name, float[][] features) {
        return add(
                name,
                Arrays.stream(features)
                        .map(
                                row ->
                                        IntStream.range(0, row.length)
                                                .mapToDouble(i -> row[i])
                                                .toArray())
                        .toArray(double[][]::new));
    }

    /**
     * Returns this map with one more group.
     *
     * @param name what the legend calls it
     * @param features (n, d) features of any type, which may be closed afterwards
     * @return the larger map
     * @throws IllegalArgumentException if there are no features, they are not finite, or not as
     *     wide as those before
     */
    public FeatureMap with(String name, NDArray features) {
        return add(name, rows(features));
    }

    /**
     * Returns this map with a group for each class that occurs.
     *
     * @param features (n, d) features of any type, which may be closed afterwards
     * @param labels (n) positions in {@code classes}
     * @param classes the class names, which become the groups' names
     * @return the larger map
     * @throws IllegalArgumentException if there are not n labels, or features do not fit
     */
    public FeatureMap with(NDArray features, int[] labels, List<String> classes) {
        double[][] rows = rows(features);
        if (labels.length != rows.length) {
            throw new IllegalArgumentException(
                    "there are %d feature vectors and %d labels"
                            .formatted(rows.length, labels.length));
        }
        FeatureMap map = this;
        for (int label = 0; label < classes.size(); label++) {
            int wanted = label;
            double[][] group =
                    IntStream.range(0, rows.length)
                            .filter(i -> labels[i] == wanted)
                            .mapToObj(i -> rows[i])
                            .toArray(double[][]::new);
            if (group.length > 0) {
                map = map.add(classes.get(label), group);
            }
        }
        return map;
    }

    private static double[][] rows(NDArray features) {
        Shape shape = features.getShape();
        if (shape.dimension() != 2) {
            throw new IllegalArgumentException("features have the shape (n, d), not " + shape);
        }
        int width = Math.toIntExact(shape.get(1));
        double[] all;
        try (NDArray doubles = features.toType(DataType.FLOAT64, true)) {
            all = doubles.toDoubleArray();
        }
        return IntStream.range(0, Math.toIntExact(shape.get(0)))
                .mapToObj(i -> Arrays.copyOfRange(all, i * width, (i + 1) * width))
                .toArray(double[][]::new);
    }

    private FeatureMap add(String name, double[][] features) {
        Objects.requireNonNull(name, "name");
        if (features.length == 0) {
            throw new IllegalArgumentException(name + " has no feature vectors");
        }
        int width = (groups.isEmpty() ? features : groups.values().iterator().next())[0].length;
        for (double[] row : features) {
            if (row.length != width) {
                throw new IllegalArgumentException(
                        "%s has a vector of %d features, the others have %d"
                                .formatted(name, row.length, width));
            }
            if (!DoubleStream.of(row).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(name + " has a feature that is not finite");
            }
        }
        Map<String, double[][]> all = new LinkedHashMap<>(groups);
        if (all.put(name, features) != null) {
            throw new IllegalArgumentException("two groups are named " + name);
        }
        return new FeatureMap(all);
    }

    /**
     * Returns the groups on their first two principal components.
     *
     * @param title the title
     * @return the chart, with each component's share of the variance on its axis
     * @throws IllegalArgumentException if there are fewer than two vectors or two features
     */
    public ScatterChart chart(String title) {
        double[][] all = groups.values().stream().flatMap(Arrays::stream).toArray(double[][]::new);
        PrincipalComponents components = PrincipalComponents.of(all);
        List<Points> points = new ArrayList<>();
        groups.forEach(
                (name, rows) -> {
                    double[][] xy = components.project(rows);
                    points.add(Points.of(name, xy[0], xy[1]));
                });
        return new ScatterChart(title, label(components, 0), label(components, 1), points);
    }

    private static String label(PrincipalComponents components, int index) {
        return "PC %d (%d %%)"
                .formatted(index + 1, Math.round(100 * components.shares().get(index)));
    }
}
