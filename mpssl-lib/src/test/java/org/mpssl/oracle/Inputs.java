package org.mpssl.oracle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mpssl.augment.FlipAndShift;
import org.mpssl.augment.Intensity;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Workspace;

/** Random inputs, and the library's random draws in the form in which a trace holds them. */
final class Inputs {

    private Inputs() {}

    static RandomStream stream(String name) {
        return new RandomStreams(2309).at(name, 0);
    }

    static float[] uniform(RandomStream random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    static int[] classes(RandomStream random, int n, int classes) {
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextInt(classes);
        }
        return values;
    }

    /**
     * Replaces the vectors among initial weights or statistics, which start at 0 and 1, by random
     * numbers: factors and variances between 1/2 and 3/2, biases and means around 0.
     */
    static Parameters uneven(Workspace workspace, Parameters initial, RandomStream random) {
        Map<String, NDArray> result = new LinkedHashMap<>();
        initial.forEach(
                entry -> {
                    NDArray array = entry.getValue();
                    if (array.getShape().dimension() == 1) {
                        boolean factor = entry.getKey().matches(".*(weight|gain|var)");
                        float[] values = random.gaussians((int) array.size());
                        for (int i = 0; i < values.length; i++) {
                            values[i] =
                                    factor ? (float) (0.5 + random.nextDouble()) : 0.2f * values[i];
                        }
                        array = workspace.array(values, array.getShape());
                    }
                    result.put(entry.getKey(), array);
                });
        return Parameters.of(result);
    }

    static Tensors recorded(FlipAndShift.Draws draws) {
        int[] flip = new int[draws.flip().length];
        for (int i = 0; i < flip.length; i++) {
            flip[i] = draws.flip()[i] ? 1 : 0;
        }
        return new Tensors()
                .put("flip", flip)
                .put("right", draws.right())
                .put("down", draws.down());
    }

    static Tensors recorded(Intensity.Draws draws) {
        int n = draws.kind().length;
        int operations = draws.kind()[0].length;
        int[] kind = new int[n * operations];
        float[] factor = new float[n * operations];
        for (int i = 0; i < n; i++) {
            System.arraycopy(draws.kind()[i], 0, kind, i * operations, operations);
            System.arraycopy(draws.factor()[i], 0, factor, i * operations, operations);
        }
        Shape shape = new Shape(n, operations);
        return new Tensors().put("kind", kind, shape).put("factor", factor, shape);
    }

    /** The draws of a weak view, in the order in which the library takes them from the stream. */
    static Tensors weakView(FlipAndShift weak, RandomStream random, int n) {
        return recorded(weak.draw(random, n));
    }

    /** The draws of a strong view: those of a weak one, then the intensity operations. */
    static Tensors strongView(FlipAndShift weak, Intensity strong, RandomStream random, int n) {
        Tensors first = recorded(weak.draw(random, n));
        recorded(strong.draw(random, n)).all().forEach(first.all()::put);
        return first;
    }

    /** Reads back what {@link #weakView} recorded. */
    static FlipAndShift.Draws flipAndShift(Tensors inputs, String name) {
        int[] flips = inputs.integers(name + "/flip");
        boolean[] flip = new boolean[flips.length];
        for (int i = 0; i < flip.length; i++) {
            flip[i] = flips[i] == 1;
        }
        return new FlipAndShift.Draws(
                flip, inputs.integers(name + "/right"), inputs.integers(name + "/down"));
    }

    /** Reads back the intensity operations that {@link #strongView} recorded. */
    static Intensity.Draws intensity(Tensors inputs, String name) {
        Shape shape = inputs.get(name + "/kind").shape();
        int n = (int) shape.get(0);
        int operations = (int) shape.get(1);
        int[] kinds = inputs.integers(name + "/kind");
        float[] factors = inputs.floats(name + "/factor");
        Intensity.Draws draws = new Intensity.Draws(new int[n][], new float[n][]);
        for (int i = 0; i < n; i++) {
            int from = i * operations;
            draws.kind()[i] = Arrays.copyOfRange(kinds, from, from + operations);
            draws.factor()[i] = Arrays.copyOfRange(factors, from, from + operations);
        }
        return draws;
    }
}
