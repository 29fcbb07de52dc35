package org.mpssl.weights.imports;

import java.util.List;
import org.mpssl.weights.StoredTensor;

/**
 * Checkpoints of BigGAN-PyTorch ({@code G_ema.pth}): its names, conditioning vectors concat(class
 * embedding, chunk of z), one set of statistics.
 */
final class BigGanPyTorch {

    private static final String EMBEDDING = "shared.weight";
    private static final String NORMALISATION = "blocks\\.\\d+\\.0\\.bn[12]\\.(gain|bias)\\.weight";
    private static final Naming NAMES =
            new Naming()
                    .rule("shared\\.weight", "$0")
                    .rule("linear\\.(weight|bias)", "$0")
                    .rule("blocks\\.\\d+\\.0\\.(conv1|conv2|conv_sc)\\.(weight|bias)", "$0")
                    .rule(NORMALISATION, "$0")
                    .rule("blocks\\.\\d+\\.0\\.bn[12]\\.stored_(mean|var)", "$0")
                    .rule("blocks\\.\\d+\\.1\\.((theta|phi|g|o)\\.weight|gamma)", "$0")
                    .rule("output_layer\\.0\\.(gain|bias|stored_mean|stored_var)", "$0")
                    .rule("output_layer\\.2\\.(weight|bias)", "$0");

    private BigGanPyTorch() {}

    static Plan plan(List<StoredTensor> tensors) {
        return plan(tensors, "1e-5");
    }

    /** Plans with the epsilon of another training. */
    static Plan plan(List<StoredTensor> tensors, String epsilon) {
        Renamed renamed = Renamed.of(SpectralNorm.BIGGAN_PYTORCH.fold(tensors), NAMES);
        int embedding = new Structure(renamed.pieces(), "BigGAN-PyTorch").size(EMBEDDING, 1);
        List<Piece> pieces =
                renamed.pieces().stream()
                        .map(
                                piece ->
                                        piece.name().matches(NORMALISATION)
                                                ? BigGanNames.chunkFirst(piece, embedding)
                                                : piece)
                        .map(
                                piece ->
                                        piece.name().endsWith(".gamma")
                                                ? BigGanNames.vector(piece)
                                                : piece)
                        .toList();
        return new Plan(BigGanNames.describe(pieces, epsilon), pieces, renamed.unexpected());
    }
}
