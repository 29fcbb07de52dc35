package org.mpssl.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Named tensors as one value: the weights of a network, their gradients, or an optimiser's state.
 *
 * <p>A network is a function of its parameters, so {@code theta.minus(gradients, eta)} is another
 * set of weights for the same network. The order is that of construction; names are those of the
 * published checkpoint. The value is immutable; the arrays belong to whichever manager made them.
 */
public final class Parameters implements Iterable<Map.Entry<String, NDArray>> {

    private final Map<String, NDArray> tensors;

    private Parameters(Map<String, NDArray> tensors) {
        this.tensors = tensors;
    }

    /**
     * Returns parameters with the entries of a map, in its order.
     *
     * @param tensors the arrays by name
     * @return the parameters
     */
    public static Parameters of(Map<String, NDArray> tensors) {
        return new Parameters(Collections.unmodifiableMap(new LinkedHashMap<>(tensors)));
    }

    /** Pairs the names of these parameters with other arrays, in order. */
    Parameters with(List<NDArray> arrays) {
        Map<String, NDArray> result = new LinkedHashMap<>();
        Iterator<NDArray> next = arrays.iterator();
        for (String name : tensors.keySet()) {
            result.put(name, next.next());
        }
        return new Parameters(result);
    }

    /**
     * Returns the array of a name.
     *
     * @param name the name
     * @return the array
     * @throws IllegalArgumentException if there is none of that name
     */
    public NDArray get(String name) {
        NDArray array = tensors.get(name);
        if (array == null) {
            throw new IllegalArgumentException(
                    "there is no tensor named '" + name + "'; the names are " + tensors.keySet());
        }
        return array;
    }

    /** Returns the names, in order. */
    public Set<String> names() {
        return tensors.keySet();
    }

    /** Returns the number of tensors. */
    public int size() {
        return tensors.size();
    }

    /** Returns the number of scalars in all tensors. */
    public long count() {
        return tensors.values().stream().mapToLong(NDArray::size).sum();
    }

    /** Returns the arrays, in order. */
    public NDList arrays() {
        return new NDList(tensors.values());
    }

    /** Returns the arrays of some names, in their order. */
    NDList arrays(Iterable<String> names) {
        NDList arrays = new NDList();
        names.forEach(name -> arrays.add(get(name)));
        return arrays;
    }

    /**
     * Returns the parameters whose names satisfy a condition.
     *
     * @param condition the condition
     * @return the rest of the parameters, in the same order
     */
    public Parameters where(Predicate<String> condition) {
        Map<String, NDArray> kept = new LinkedHashMap<>();
        tensors.forEach(
                (name, array) -> {
                    if (condition.test(name)) {
                        kept.put(name, array);
                    }
                });
        return new Parameters(kept);
    }

    /**
     * Returns these parameters under longer names.
     *
     * @param prefix what to put before every name
     * @return the same arrays
     */
    public Parameters prefixed(String prefix) {
        Map<String, NDArray> renamed = new LinkedHashMap<>();
        tensors.forEach((name, array) -> renamed.put(prefix + name, array));
        return new Parameters(renamed);
    }

    /**
     * Returns the parameters whose names start with a prefix, without it.
     *
     * @param prefix what is taken away
     * @return the same arrays
     */
    public Parameters under(String prefix) {
        Map<String, NDArray> renamed = new LinkedHashMap<>();
        tensors.forEach(
                (name, array) -> {
                    if (name.startsWith(prefix)) {
                        renamed.put(name.substring(prefix.length()), array);
                    }
                });
        return new Parameters(renamed);
    }

    /**
     * Returns these parameters followed by others.
     *
     * @param others parameters with other names
     * @return the union
     * @throws IllegalArgumentException if a name occurs in both
     */
    public Parameters and(Parameters others) {
        Map<String, NDArray> union = new LinkedHashMap<>(tensors);
        others.tensors.forEach(
                (name, array) -> {
                    if (union.put(name, array) != null) {
                        throw new IllegalArgumentException("two tensors are named '" + name + "'");
                    }
                });
        return new Parameters(union);
    }

    /**
     * Returns these parameters with those that others name replaced by the others' arrays.
     *
     * @param others parameters with names of these ones
     * @return the parameters, in the order of these ones
     */
    public Parameters replacedBy(Parameters others) {
        Map<String, NDArray> result = new LinkedHashMap<>(tensors);
        others.tensors.forEach(
                (name, array) -> {
                    get(name);
                    result.put(name, array);
                });
        return new Parameters(result);
    }

    /**
     * Applies a function to every array.
     *
     * @param function the function
     * @return the results under the same names
     */
    public Parameters map(UnaryOperator<NDArray> function) {
        Map<String, NDArray> result = new LinkedHashMap<>();
        tensors.forEach((name, array) -> result.put(name, function.apply(array)));
        return new Parameters(result);
    }

    /**
     * Returns {@code this - rate * gradients}: one step of plain gradient descent.
     *
     * <p>The results belong to the manager of the gradients, since that of the weights is capped.
     *
     * @param gradients gradients for all or some of these names; the other weights stay the same
     *     arrays
     * @param rate the step size
     * @return the weights after the step
     */
    public Parameters minus(Parameters gradients, double rate) {
        return replacedBy(
                gradients.zip(
                        this, (gradient, weight) -> Operations.times(gradient, -rate).add(weight)));
    }

    /**
     * Returns {@code this + scale * others}, in the manager of these arrays.
     *
     * @param others arrays for all of these names
     * @param scale the factor
     * @return the sums
     */
    public Parameters plus(Parameters others, double scale) {
        return zip(others, (mine, theirs) -> mine.add(Operations.times(theirs, scale)));
    }

    /**
     * Returns {@code factor * this}.
     *
     * @param factor the factor
     * @return the products
     */
    public Parameters times(double factor) {
        return map(array -> Operations.times(array, factor));
    }

    private interface Pairing {
        NDArray apply(NDArray mine, NDArray theirs);
    }

    private Parameters zip(Parameters others, Pairing pairing) {
        Map<String, NDArray> result = new LinkedHashMap<>();
        tensors.forEach((name, mine) -> result.put(name, pairing.apply(mine, others.get(name))));
        return new Parameters(result);
    }

    /** Returns the Euclidean norm of all scalars together; it waits for the device. */
    public double norm() {
        double sum = 0;
        for (NDArray array : tensors.values()) {
            try (NDArray square = array.square();
                    NDArray total = square.sum()) {
                sum += total.toType(ai.djl.ndarray.types.DataType.FLOAT64, false).getDouble();
            }
        }
        return Math.sqrt(sum);
    }

    /**
     * Moves every array to a manager, which from then on decides how long it lives.
     *
     * @param manager the new owner
     * @return these parameters
     */
    public Parameters attach(NDManager manager) {
        tensors.values().forEach(array -> array.attach(manager));
        return this;
    }

    @Override
    public Iterator<Map.Entry<String, NDArray>> iterator() {
        return tensors.entrySet().iterator();
    }

    /** Returns one line per tensor with its name, data type and shape. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(size() + " tensors, " + count() + " scalars");
        tensors.forEach(
                (name, array) ->
                        lines.add("  " + name + " " + array.getDataType() + array.getShape()));
        return String.join("\n", lines);
    }
}
