package org.mpssl.weights.imports;

import static org.mpssl.weights.imports.NetworkDescription.CLASSES;
import static org.mpssl.weights.imports.NetworkDescription.EPSILON;
import static org.mpssl.weights.imports.NetworkDescription.WIDTH;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mpssl.UserError;
import org.mpssl.weights.StoredTensor;

/**
 * torchvision's residual networks, whose names are this library's names, too. Their counters of
 * batches, which nothing here uses, are left out.
 */
final class Torchvision {

    private static final String LEFT_OUT = "";
    private static final String BATCH_NORM = "(weight|bias|running_mean|running_var)";
    private static final String BLOCK = "layer[1-4]\\.\\d+\\.";
    private static final Naming NAMES =
            new Naming()
                    .rule("conv1\\.weight", "$0")
                    .rule("bn1\\." + BATCH_NORM, "$0")
                    .rule(BLOCK + "conv[123]\\.weight", "$0")
                    .rule(BLOCK + "bn[123]\\." + BATCH_NORM, "$0")
                    .rule(BLOCK + "downsample\\.0\\.weight", "$0")
                    .rule(BLOCK + "downsample\\.1\\." + BATCH_NORM, "$0")
                    .rule("fc\\.(weight|bias)", "$0")
                    .rule(".*\\.num_batches_tracked", LEFT_OUT);

    /** Blocks per stage, behind what they are made of. */
    private static final Map<String, String> NETWORKS =
            Map.of(
                    "basic [2, 2, 2, 2]", "resnet18",
                    "bottleneck [3, 4, 6, 3]", "resnet50",
                    "bottleneck [3, 4, 23, 3]", "resnet101");

    private Torchvision() {}

    static Plan plan(List<StoredTensor> tensors) {
        Renamed renamed = Renamed.of(tensors.stream().map(Piece::copyOf).toList(), NAMES);
        Structure structure =
                new Structure(renamed.pieces(), "a residual network of torchvision's");
        List<Integer> blocks = new ArrayList<>();
        for (int stage = 1; structure.has("layer" + stage + ".0.conv1.weight"); stage++) {
            blocks.add(structure.count("layer" + stage + ".%d.conv1.weight"));
        }
        boolean bottleneck = structure.has("layer1.0.conv3.weight");
        int width = structure.size("conv1.weight", 0);
        int classes = structure.size("fc.weight", 0);
        String found = (bottleneck ? "bottleneck " : "basic ") + blocks;
        if (!NETWORKS.containsKey(found)) {
            throw new UserError(
                    """
                    the file is no ResNet-18, 50 or 101 of torchvision's: it has stages of %s \
                    blocks"""
                            .formatted(found));
        }
        return new Plan(
                Structure.description(
                        NETWORKS.get(found), WIDTH, width, CLASSES, classes, EPSILON, "1e-5"),
                renamed.pieces(),
                renamed.unexpected());
    }
}
