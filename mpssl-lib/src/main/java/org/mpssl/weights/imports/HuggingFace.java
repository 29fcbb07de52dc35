package org.mpssl.weights.imports;

import static org.mpssl.weights.imports.NetworkDescription.ATTENTION;
import static org.mpssl.weights.imports.NetworkDescription.CLASSES;
import static org.mpssl.weights.imports.NetworkDescription.EMBEDDING;
import static org.mpssl.weights.imports.NetworkDescription.EPSILON;
import static org.mpssl.weights.imports.NetworkDescription.LATENT;
import static org.mpssl.weights.imports.NetworkDescription.RESOLUTION;
import static org.mpssl.weights.imports.NetworkDescription.TRUNCATION_ROWS;
import static org.mpssl.weights.imports.NetworkDescription.WIDTH;

import java.util.ArrayList;
import java.util.List;
import org.mpssl.UserError;
import org.mpssl.weights.StoredTensor;

/**
 * Hugging Face's pytorch-pretrained-BigGAN, the only published weights of BigGAN-deep; its names
 * are this library's names for that network.
 */
final class HuggingFace {

    private static final String MODULE = "generator.layers.%d.";
    private static final String LAYER = "generator\\.layers\\.\\d+\\.";
    private static final Naming NAMES =
            new Naming()
                    .rule("embeddings\\.weight", "$0")
                    .rule("generator\\.gen_z\\.(weight|bias)", "$0")
                    .rule(LAYER + "bn_[0-3]\\.running_(means|vars)", "$0")
                    .rule(LAYER + "bn_[0-3]\\.(scale|offset)\\.weight", "$0")
                    .rule(LAYER + "conv_[0-3]\\.(weight|bias)", "$0")
                    .rule(LAYER + "gamma", "$0")
                    .rule(LAYER + "snconv1x1_(theta|phi|g|o_conv)\\.weight", "$0")
                    .rule("generator\\.bn\\.(weight|bias|running_means|running_vars)", "$0")
                    .rule("generator\\.conv_to_rgb\\.(weight|bias)", "$0");

    private HuggingFace() {}

    static Plan plan(List<StoredTensor> tensors) {
        Renamed renamed = Renamed.of(SpectralNorm.TORCH.fold(tensors), NAMES);
        return new Plan(describe(renamed.pieces()), renamed.pieces(), renamed.unexpected());
    }

    private static NetworkDescription describe(List<Piece> pieces) {
        Structure structure = new Structure(pieces, "Hugging Face's BigGAN-deep");
        int modules = structure.count(MODULE + "conv_0.weight", MODULE + "gamma");
        List<Integer> attention = new ArrayList<>();
        for (int i = 0; i < modules; i++) {
            if (structure.has(MODULE.formatted(i) + "gamma")) {
                attention.add(i);
            }
        }
        int layers = modules - attention.size();
        if (attention.size() != 1 || layers % 2 != 0 || layers > 24) {
            throw new UserError(
                    """
                    the file does not look like Hugging Face's BigGAN-deep: it has %d layers, \
                    which should be pairs, and attention at %s"""
                            .formatted(layers, attention));
        }
        int last = attention.get(0) == modules - 1 ? modules - 2 : modules - 1;
        structure.checkEnd(
                MODULE.formatted(last) + "conv_3.weight",
                "generator.conv_to_rgb.weight",
                MODULE.formatted(modules) + "conv_0.weight");
        SpectralNorm.checkAll(pieces, "embeddings.weight");
        int embedding = structure.size("embeddings.weight", 0);
        return Structure.description(
                "biggan-deep",
                WIDTH,
                structure.size("generator.conv_to_rgb.weight", 1),
                RESOLUTION,
                4 << (layers / 2), // every second layer doubles the side
                CLASSES,
                structure.size("embeddings.weight", 1),
                EMBEDDING,
                embedding,
                LATENT,
                structure.size("generator.gen_z.weight", 1) - embedding,
                ATTENTION,
                attention.get(0),
                TRUNCATION_ROWS,
                structure.size("generator.bn.running_means", 0),
                EPSILON,
                "1e-4");
    }
}
