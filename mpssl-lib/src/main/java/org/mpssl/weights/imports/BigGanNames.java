package org.mpssl.weights.imports;

import static org.mpssl.weights.imports.NetworkDescription.ATTENTION;
import static org.mpssl.weights.imports.NetworkDescription.CLASSES;
import static org.mpssl.weights.imports.NetworkDescription.EMBEDDING;
import static org.mpssl.weights.imports.NetworkDescription.EPSILON;
import static org.mpssl.weights.imports.NetworkDescription.LATENT;
import static org.mpssl.weights.imports.NetworkDescription.RESOLUTION;
import static org.mpssl.weights.imports.NetworkDescription.TRUNCATION_ROWS;
import static org.mpssl.weights.imports.NetworkDescription.WIDTH;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.mpssl.UserError;

/**
 * The names and orders that all original BigGANs have here: those of BigGAN-PyTorch, but with
 * conditioning vectors concat(chunk of z, class embedding), as in the original release.
 */
final class BigGanNames {

    private static final String KIND = "an original BigGAN";

    /** Side of the first map. */
    private static final int FIRST = 4;

    private BigGanNames() {}

    /** Says which generator canonical pieces make up. */
    static NetworkDescription describe(List<Piece> pieces, String epsilon) {
        Structure structure = new Structure(pieces, KIND);
        int blocks = structure.count("blocks.%d.0.conv1.weight");
        String statistics = "output_layer.0.stored_mean";
        List<Integer> attention = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            if (structure.has("blocks." + i + ".1.gamma")) {
                attention.add(i);
            }
        }
        if (attention.size() != 1 || blocks > 12) {
            throw new UserError(
                    "the file does not look like %s: of its %d blocks %s are followed by attention"
                            .formatted(KIND, blocks, attention));
        }
        structure.checkEnd(
                "blocks.%d.0.conv2.weight".formatted(blocks - 1),
                "output_layer.2.weight",
                "blocks.%d.0.conv1.weight".formatted(blocks));
        SpectralNorm.checkAll(pieces, "shared.weight");
        return Structure.description(
                "biggan",
                WIDTH,
                structure.size("output_layer.2.weight", 1),
                RESOLUTION,
                FIRST << blocks,
                CLASSES,
                structure.size("shared.weight", 0),
                EMBEDDING,
                structure.size("shared.weight", 1),
                LATENT,
                structure.size("linear.weight", 1) * (blocks + 1),
                ATTENTION,
                attention.get(0),
                TRUNCATION_ROWS,
                structure.axes(statistics) == 2 ? structure.size(statistics, 0) : 0,
                EPSILON,
                epsilon);
    }

    /**
     * Gives the attention its place, behind the block that puts out as many channels as it takes:
     * ports of TF-Hub's generators keep it apart from the blocks.
     */
    static List<Piece> placeAttention(List<Piece> pieces) {
        Structure structure = new Structure(pieces, KIND);
        int channels = structure.size("attention.theta.weight", 1);
        int blocks = structure.count("blocks.%d.0.conv2.weight");
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            if (structure.size("blocks." + i + ".0.conv2.weight", 0) == channels) {
                places.add(i);
            }
        }
        if (places.size() != 1) {
            throw new UserError(
                    """
                    the place of the attention is not known: it takes %d channels, and of the %d \
                    blocks %s put out that many"""
                            .formatted(channels, blocks, places));
        }
        String place = "blocks." + places.get(0) + ".1.";
        return pieces.stream()
                .map(piece -> piece.named(piece.name().replaceFirst("^attention\\.", place)))
                .toList();
    }

    /**
     * Brings the rows of the first layer from (height, width, channel), in which TF-Hub's
     * generators read its output as a map, to (channel, height, width).
     */
    static Piece channelsFirst(Piece piece) {
        long rows = piece.shape().dimension() == 0 ? 0 : piece.shape().get(0);
        long channels = rows / (FIRST * FIRST);
        if (rows == 0 || rows % (FIRST * FIRST) != 0) {
            throw new UserError(
                    "%s has %d rows and should have a multiple of 16"
                            .formatted(piece.name(), rows));
        }
        return piece.then(
                piece.shape(),
                array ->
                        array.reshape(FIRST, FIRST, channels, -1)
                                .transpose(2, 0, 1, 3)
                                .reshape(piece.shape()));
    }

    /** Brings the columns from concat(class embedding, chunk of z) to the other order. */
    static Piece chunkFirst(Piece piece, long embedding) {
        if (piece.shape().dimension() != 2 || piece.shape().get(1) < embedding) {
            return piece; // of a wrong shape, which is reported with all others
        }
        return piece.then(
                piece.shape(),
                array -> {
                    NDArray chunk = array.get(new NDIndex(":, {}:", embedding));
                    return chunk.concat(array.get(new NDIndex(":, :{}", embedding)), 1);
                });
    }

    /** Makes a scalar a vector of one number. */
    static Piece vector(Piece piece) {
        return piece.shape().dimension() > 0
                ? piece
                : piece.then(new Shape(1), array -> array.reshape(1));
    }
}
