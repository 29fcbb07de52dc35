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

    private static final String COUNTER = "num_batches_tracked";

    /** Blocks per stage, behind what they are made of. */
    private static final Map<String, String> NETWORKS =
            Map.of(
                    "basic [2, 2, 2, 2]", "resnet18",
                    "bottleneck [3, 4, 6, 3]", "resnet50",
                    "bottleneck [3, 4, 23, 3]", "resnet101");

    private Torchvision() {}

    static Plan plan(List<StoredTensor> tensors) {
        List<Piece> pieces = new ArrayList<>();
        tensors.stream()
                .filter(tensor -> !tensor.name().endsWith("." + COUNTER))
                .map(Piece::copyOf)
                .forEach(pieces::add);
        Structure structure = new Structure(pieces, "a residual network of torchvision's");
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
                pieces,
                List.of());
    }
}
