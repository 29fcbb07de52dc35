package org.mpssl.oracle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mpssl.augment.Draws;
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

    static Tensors recorded(Draws draws) {
        Tensors tensors = new Tensors();
        draws.all()
                .forEach(
                        (name, numbers) ->
                                tensors.all()
                                        .put(
                                                name,
                                                new Tensors.Tensor(
                                                        numbers.values(),
                                                        numbers.shape(),
                                                        numbers.type())));
        return tensors;
    }

    /** The draws of a weak view, in the order in which the library takes them from the stream. */
    static Tensors weakView(FlipAndShift weak, RandomStream random, int n) {
        return recorded(weak.draw(random, n));
    }

    /** The draws of a strong view: those of a weak one, then the intensity operations. */
    static Tensors strongView(FlipAndShift weak, Intensity strong, RandomStream random, int n) {
        return recorded(weak.draw(random, n).and(strong.draw(random, n)));
    }

    /** Reads back the draws that lie in a folder. */
    static Draws draws(Tensors inputs, String folder) {
        Tensors found = inputs.under(folder);
        Draws draws = Draws.none();
        for (Map.Entry<String, Tensors.Tensor> entry : found.all().entrySet()) {
            String name = entry.getKey();
            Shape shape = entry.getValue().shape();
            draws =
                    entry.getValue().type() == DataType.INT32
                            ? draws.with(name, found.integers(name), shape)
                            : draws.with(name, found.floats(name), shape);
        }
        return draws;
    }
}
