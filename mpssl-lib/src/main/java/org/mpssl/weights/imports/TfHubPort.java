package org.mpssl.weights.imports;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.mpssl.weights.StoredTensor;

/**
 * TF-Hub's original BigGANs, as two projects ported them to PyTorch: conditioning vectors
 * concat(chunk of z, class embedding), the first layer's output read as (height, width, channel),
 * the attention apart from the blocks.
 */
final class TfHubPort {

    private static final String EPSILON = "1e-4";
    private static final String LEFT_OUT = "";

    /** BigGAN-PyTorch's converter, before it renames: {@code GBlock.0.conv0.module.weight_bar}. */
    private static final Naming CONVERTER =
            new Naming()
                    .rule("linear\\.weight", "shared.weight")
                    .rule("G_linear\\.module\\.(weight|bias)", "linear.$1")
                    .rule(
                            "GBlock\\.(\\d+)\\.conv0\\.module\\.(weight|bias)",
                            "blocks.$1.0.conv1.$2")
                    .rule(
                            "GBlock\\.(\\d+)\\.conv1\\.module\\.(weight|bias)",
                            "blocks.$1.0.conv2.$2")
                    .rule(
                            "GBlock\\.(\\d+)\\.conv_sc\\.module\\.(weight|bias)",
                            "blocks.$1.0.conv_sc.$2")
                    .rule(
                            "GBlock\\.(\\d+)\\.HyperBN\\.gamma_embed\\.module\\.weight",
                            "blocks.$1.0.bn1.gain.weight")
                    .rule(
                            "GBlock\\.(\\d+)\\.HyperBN\\.beta_embed\\.module\\.weight",
                            "blocks.$1.0.bn1.bias.weight")
                    .rule(
                            "GBlock\\.(\\d+)\\.HyperBN_1\\.gamma_embed\\.module\\.weight",
                            "blocks.$1.0.bn2.gain.weight")
                    .rule(
                            "GBlock\\.(\\d+)\\.HyperBN_1\\.beta_embed\\.module\\.weight",
                            "blocks.$1.0.bn2.bias.weight")
                    .rule(
                            "GBlock\\.(\\d+)\\.HyperBN\\.bn\\.running_(mean|var)",
                            "blocks.$1.0.bn1.stored_$2")
                    .rule(
                            "GBlock\\.(\\d+)\\.HyperBN_1\\.bn\\.running_(mean|var)",
                            "blocks.$1.0.bn2.stored_$2")
                    .rule("attention\\.(theta|phi|g)\\.module\\.weight", "attention.$1.weight")
                    .rule("attention\\.o_conv\\.module\\.weight", "attention.o.weight")
                    .rule("attention\\.gamma", "$0")
                    .rule("ScaledCrossReplicaBN\\.weight", "output_layer.0.gain")
                    .rule("ScaledCrossReplicaBN\\.bias", "output_layer.0.bias")
                    .rule("ScaledCrossReplicaBN\\.running_(mean|var)", "output_layer.0.stored_$1")
                    .rule("colorize\\.module\\.(weight|bias)", "output_layer.2.$1")
                    .rule(".*\\.num_batches_tracked", LEFT_OUT);

    /** BigGAN-Generator-Pretrained-Pytorch; what its training would use is left out. */
    private static final Naming RELEASE =
            new Naming()
                    .rule("linear\\.weight", "shared.weight")
                    .rule("g_z\\.g_linear\\.(weight|bias)", "linear.$1")
                    .rule("gblock_(\\d+)\\.conv0\\.(weight|bias)", "blocks.$1.0.conv1.$2")
                    .rule("gblock_(\\d+)\\.conv1\\.(weight|bias)", "blocks.$1.0.conv2.$2")
                    .rule("gblock_(\\d+)\\.conv_sc\\.(weight|bias)", "blocks.$1.0.conv_sc.$2")
                    .rule("gblock_(\\d+)\\.hyperbn\\.gamma\\.weight", "blocks.$1.0.bn1.gain.weight")
                    .rule("gblock_(\\d+)\\.hyperbn\\.beta\\.weight", "blocks.$1.0.bn1.bias.weight")
                    .rule(
                            "gblock_(\\d+)\\.hyperbn_1\\.gamma\\.weight",
                            "blocks.$1.0.bn2.gain.weight")
                    .rule(
                            "gblock_(\\d+)\\.hyperbn_1\\.beta\\.weight",
                            "blocks.$1.0.bn2.bias.weight")
                    .rule(
                            "gblock_(\\d+)\\.hyperbn\\.crossreplicabn\\.standing_(mean|var)s",
                            "blocks.$1.0.bn1.stored_$2")
                    .rule(
                            "gblock_(\\d+)\\.hyperbn_1\\.crossreplicabn\\.standing_(mean|var)s",
                            "blocks.$1.0.bn2.stored_$2")
                    .rule("attention\\.(theta|phi|g)\\.weight", "$0")
                    .rule("attention\\.o_conv\\.weight", "attention.o.weight")
                    .rule("attention\\.gamma", "$0")
                    .rule("scaledcrossreplicabn\\.weight", "output_layer.0.gain")
                    .rule("scaledcrossreplicabn\\.bias", "output_layer.0.bias")
                    .rule("scaledcrossreplicabn\\.standing_(mean|var)s", "output_layer.0.stored_$1")
                    .rule("conv_2d\\.(weight|bias)", "output_layer.2.$1")
                    .rule(
                            ".*crossreplicabn\\.(running_mean|running_var|num_batches_tracked)",
                            LEFT_OUT);

    private TfHubPort() {}

    /** Plans the import of what BigGAN-PyTorch's converter writes, renamed or not. */
    static Plan converter(List<StoredTensor> tensors) {
        if (tensors.stream().anyMatch(tensor -> tensor.name().startsWith("blocks."))) {
            return BigGanPyTorch.plan(tensors, EPSILON);
        }
        return plan(Renamed.of(SpectralNorm.TF_HUB.fold(tensors), CONVERTER), true);
    }

    /** Plans the import of a release of BigGAN-Generator-Pretrained-Pytorch. */
    static Plan release(List<StoredTensor> tensors) {
        List<Piece> pieces =
                SpectralNorm.TORCH_CHANNELS_LAST.fold(tensors).stream()
                        .map(p -> p.named(p.name().replaceFirst("^gblock\\.", "gblock_0.")))
                        .toList();
        return plan(Renamed.of(pieces, RELEASE), false);
    }

    /**
     * The embedding is a linear map of one-hot vectors, so transposed, in the one, not the other.
     */
    private static Plan plan(Renamed renamed, boolean transposedEmbedding) {
        List<Piece> pieces =
                renamed.pieces().stream()
                        .map(
                                piece ->
                                        piece.name().startsWith("linear.")
                                                ? BigGanNames.channelsFirst(piece)
                                                : piece)
                        .map(
                                piece ->
                                        transposedEmbedding && piece.name().equals("shared.weight")
                                                ? transposed(piece)
                                                : piece)
                        .map(
                                piece ->
                                        piece.name().equals("attention.gamma")
                                                ? BigGanNames.vector(piece)
                                                : piece)
                        .toList();
        List<Piece> placed = BigGanNames.placeAttention(pieces);
        return new Plan(BigGanNames.describe(placed, EPSILON), placed, renamed.unexpected());
    }

    private static Piece transposed(Piece piece) {
        if (piece.shape().dimension() != 2) {
            return piece; // of a wrong shape, which is reported with all others
        }
        return piece.then(
                new Shape(piece.shape().get(1), piece.shape().get(0)), NDArray::transpose);
    }
}
