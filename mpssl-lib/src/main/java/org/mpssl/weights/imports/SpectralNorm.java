package org.mpssl.weights.imports;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpssl.UserError;
import org.mpssl.weights.Layout;
import org.mpssl.weights.StoredTensor;

/**
 * Spectral normalisation as an implementation stores it: the weight before it is divided by its
 * largest singular value sigma, and vectors from which the implementation computes sigma whenever
 * it generates. Each has its own rule, and here the division is done once with the same rule.
 *
 * <p>The weight is a matrix W: the first axis against all others.
 */
enum SpectralNorm {

    /** PyTorch's {@code spectral_norm} in evaluation: u^T W v with the stored u and v. */
    TORCH("weight_orig", "weight_u", "weight_v") {
        @Override
        double sigma(WeightMatrix w, NDArray u, NDArray v) {
            NDArray right = v == null ? direction(w.transposedTimes(u), 0) : v;
            return dot(u, w.times(right));
        }
    },

    /** The same with v in TensorFlow's order: of a kernel (out, in, h, w) as (h, w, in). */
    TORCH_CHANNELS_LAST("weight_orig", "weight_u", "weight_v") {
        @Override
        double sigma(WeightMatrix w, NDArray u, NDArray v) {
            return TORCH.sigma(w, u, v);
        }
    },

    /**
     * BigGAN-PyTorch: one step of the power iteration from the stored u, whose result is dropped.
     */
    BIGGAN_PYTORCH("weight", "u0", "sv0") {
        @Override
        double sigma(WeightMatrix w, NDArray u, NDArray v) {
            return afterOneStep(w, u, 0);
        }
    },

    /** The first port of TF-Hub's generators: the same step, with 1e-4 added to the lengths. */
    TF_HUB("weight_bar", "weight_u", "weight_v") {
        @Override
        double sigma(WeightMatrix w, NDArray u, NDArray v) {
            return afterOneStep(w, u, TF_HUB_EPSILON);
        }
    };

    private static final double TF_HUB_EPSILON = 1e-4;

    /** What a weight is called once it is divided. */
    private static final String WEIGHT = "weight";

    private final String weight;
    private final String left;
    private final String right;

    SpectralNorm(String weight, String left, String right) {
        this.weight = weight;
        this.left = left;
        this.right = right;
    }

    /** Returns sigma of a matrix; v is null if the file has none. */
    abstract double sigma(WeightMatrix w, NDArray u, NDArray v);

    private static double afterOneStep(WeightMatrix w, NDArray u, double epsilon) {
        NDArray left = w.times(direction(w.transposedTimes(u), epsilon));
        return dot(direction(left, epsilon), left);
    }

    private static NDArray direction(NDArray vector, double epsilon) {
        return vector.div(vector.norm().add(epsilon));
    }

    private static double dot(NDArray a, NDArray b) {
        return a.dot(b).getDouble();
    }

    /**
     * Divides every weight that has vectors beside it.
     *
     * @param tensors all tensors of a file
     * @return what the file holds without spectral normalisation
     * @throws UserError if vectors are missing or do not fit
     */
    List<Piece> fold(List<StoredTensor> tensors) {
        Map<String, StoredTensor> byName = new LinkedHashMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
        Set<String> used = new HashSet<>();
        List<Piece> pieces = new ArrayList<>();
        for (StoredTensor tensor : tensors) {
            String name = tensor.name();
            String module = name.substring(0, name.lastIndexOf('.') + 1);
            StoredTensor u = byName.get(module + left);
            if (name.equals(module + weight) && (u != null || !weight.equals(WEIGHT))) {
                StoredTensor v = byName.get(module + right);
                used.addAll(List.of(module + left, module + right));
                // The oldest files of PyTorch's rule hold the divided weight, too.
                used.add(module + WEIGHT);
                pieces.add(divided(module + WEIGHT, tensor, u, v));
            } else {
                pieces.add(Piece.copyOf(tensor));
            }
        }
        pieces.removeIf(piece -> piece.sources().size() == 1 && used.contains(piece.name()));
        return pieces;
    }

    /**
     * Makes sure that all weights of a network are divided, or none, as in a file that was saved
     * after the division: one whose vectors are missing would be too large, and no shape tells.
     *
     * @param pieces what {@link #fold} returned, under this library's names
     * @param embedding the only weight without a spectral norm
     */
    static void checkAll(List<Piece> pieces, String embedding) {
        List<Piece> weights =
                pieces.stream()
                        .filter(p -> p.name().endsWith("." + WEIGHT) && p.shape().dimension() > 1)
                        .filter(p -> !p.name().equals(embedding))
                        .toList();
        List<String> whole =
                weights.stream()
                        .filter(piece -> piece.sources().size() == 1)
                        .map(piece -> piece.sources().get(0).name())
                        .toList();
        if (!whole.isEmpty() && whole.size() < weights.size()) {
            throw new UserError(
                    "the file has the vectors of some spectral norms only. %s."
                            .formatted(Layout.some("without vectors", whole)));
        }
    }

    private Piece divided(String name, StoredTensor w, StoredTensor u, StoredTensor v) {
        long rows = w.shape().dimension() == 0 ? 0 : w.shape().get(0);
        if (u == null || rows == 0 || w.shape().size() == 0 || u.shape().size() != rows) {
            throw new UserError(
                    "%s has no fitting %s beside it, so its spectral norm is not known."
                            .formatted(w.name(), left));
        }
        boolean stored = v != null && (this == TORCH || this == TORCH_CHANNELS_LAST);
        if (stored && v.shape().size() != w.shape().size() / rows) {
            throw new UserError(
                    "%s has a %s of another size beside it, so its spectral norm is not known."
                            .formatted(w.name(), right));
        }
        return new Piece(
                name,
                w.shape(),
                stored ? List.of(w, u, v) : List.of(w, u),
                arrays -> divide(name, arrays.get(0), arrays.get(1), stored ? arrays.get(2) : null),
                WeightMatrix.bytes(w.shape()));
    }

    private NDArray divide(String name, NDArray array, NDArray u, NDArray v) {
        WeightMatrix w = new WeightMatrix(array, this == TORCH_CHANNELS_LAST);
        double sigma = sigma(w, vector(u), v == null ? null : vector(v));
        if (sigma == 0 || !Double.isFinite(sigma)) {
            throw new UserError(
                    "%s cannot be divided by its spectral norm, which is %s."
                            .formatted(name, sigma));
        }
        return array.divi(array.getManager().create(sigma).toType(array.getDataType(), false));
    }

    private static NDArray vector(NDArray array) {
        return array.toType(DataType.FLOAT64, true).reshape(new Shape(-1));
    }
}
