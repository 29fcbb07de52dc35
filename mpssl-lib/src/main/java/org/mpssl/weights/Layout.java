package org.mpssl.weights;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.mpssl.UserError;
import org.mpssl.tensor.Parameters;

/**
 * Which tensors a network or a training needs: the engine would broadcast a tensor of another shape
 * without a word, and one that is missing would be found when it is used.
 *
 * @param shapes the shape of each tensor by its name
 */
public record Layout(Map<String, Shape> shapes) {

    /** As many names as a reader can take in. */
    private static final int MOST = 10;

    /** Copies the map, in its order. */
    public Layout {
        shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    }

    /**
     * Returns the tensors whose names satisfy a condition.
     *
     * @param condition the condition
     * @return the rest of the layout
     */
    public Layout where(Predicate<String> condition) {
        Map<String, Shape> kept = new LinkedHashMap<>();
        shapes.forEach(
                (name, shape) -> {
                    if (condition.test(name)) {
                        kept.put(name, shape);
                    }
                });
        return new Layout(kept);
    }

    /**
     * Returns the layout that some parameters have.
     *
     * @param parameters the parameters
     * @return their names and shapes
     */
    public static Layout of(Parameters parameters) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        parameters.forEach(tensor -> shapes.put(tensor.getKey(), tensor.getValue().getShape()));
        return new Layout(shapes);
    }

    /**
     * Returns this layout followed by another one.
     *
     * @param other a layout of other names
     * @return the union
     */
    public Layout and(Layout other) {
        Map<String, Shape> union = new LinkedHashMap<>(shapes);
        union.putAll(other.shapes);
        return new Layout(union);
    }

    /** Returns the number of scalars in all tensors. */
    public long scalars() {
        return shapes.values().stream().mapToLong(Shape::size).sum();
    }

    /**
     * Makes sure that a file holds these tensors and no others.
     *
     * @param tensors what was read
     * @param file what to call the file in the error
     * @return the same tensors
     * @throws UserError that says what is missing, not expected or of another shape
     */
    public Parameters check(Parameters tensors, String file) {
        List<String> problems = differences(of(tensors));
        if (!problems.isEmpty()) {
            throw new UserError(
                    "%s does not hold the tensors that are needed. %s. Fetch or make it again."
                            .formatted(file, String.join(". ", problems)));
        }
        return tensors;
    }

    /**
     * Compares this layout with one that was found.
     *
     * @param other the tensors that are there
     * @return up to three lists: what is missing, not expected, of another shape
     */
    public List<String> differences(Layout other) {
        Map<String, Shape> found = other.shapes;
        List<String> missing = new ArrayList<>();
        List<String> reshaped = new ArrayList<>();
        shapes.forEach(
                (name, shape) -> {
                    Shape there = found.get(name);
                    if (there == null) {
                        missing.add(name + " " + shape);
                    } else if (!there.equals(shape)) {
                        reshaped.add(name + " " + there + " instead of " + shape);
                    }
                });
        List<String> strange = new ArrayList<>();
        found.forEach(
                (name, shape) -> {
                    if (!shapes.containsKey(name)) {
                        strange.add(name + " " + shape);
                    }
                });
        List<String> problems = new ArrayList<>();
        add(problems, "missing", missing);
        add(problems, "not expected", strange);
        add(problems, "of another shape", reshaped);
        return problems;
    }

    private static void add(List<String> problems, String what, List<String> tensors) {
        if (!tensors.isEmpty()) {
            problems.add(some(what, tensors));
        }
    }

    /**
     * Returns how many names there are, and the first of them.
     *
     * @param what what they have in common
     * @param names the names
     * @return for example {@code 2 missing: a, b}
     */
    public static String some(String what, List<String> names) {
        String rest = names.size() > MOST ? " and %d more".formatted(names.size() - MOST) : "";
        List<String> first = names.subList(0, Math.min(MOST, names.size()));
        return "%d %s: %s%s".formatted(names.size(), what, String.join(", ", first), rest);
    }
}
