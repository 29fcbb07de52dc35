package org.mpssl.dataprep.fullsize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.mpssl.nn.BigGan;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;
import org.mpssl.weights.Safetensors;

/**
 * Files as {@code ./workbench weights import} makes them of the published ResNet-18 and BigGAN-256,
 * with random numbers of the size at which a network neither dies nor saturates.
 */
final class RandomWeights {

    private static final int CLASSES = 1000;

    private final SplittableRandom random = new SplittableRandom(5);

    /** Writes torchvision's ResNet-18. */
    static void resNet18(Path file) throws IOException {
        Map<String, String> metadata =
                Map.of(
                        "network", "resnet18",
                        "width", "64",
                        "classes", "" + CLASSES,
                        "epsilon", "1e-5",
                        "format", "torchvision");
        new RandomWeights().write(file, ResNet.resNet18(CLASSES).layout(), metadata);
    }

    /** Writes TF-Hub's BigGAN-256. */
    static void bigGan256(Path file) throws IOException {
        BigGan network = BigGan.of(256);
        Map<String, String> metadata =
                Map.of(
                        "network",
                        "biggan",
                        "width",
                        "" + network.width(),
                        "resolution",
                        "256",
                        "latent",
                        "" + network.latent(),
                        "embedding",
                        "" + network.embedding(),
                        "classes",
                        "" + network.classes(),
                        "attention",
                        "" + network.plan().attention(),
                        "truncationRows",
                        "0",
                        "epsilon",
                        "1e-4",
                        "format",
                        "biggan-tfhub");
        new RandomWeights().write(file, network.layout(), metadata);
    }

    private void write(Path file, Layout layout, Map<String, String> metadata) throws IOException {
        try (Workspace workspace = Workspace.open(ai.djl.Device.cpu(), DataType.FLOAT32)) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            layout.shapes()
                    .forEach(
                            (name, shape) ->
                                    tensors.put(name, workspace.array(values(name, shape), shape)));
            Safetensors.write(file, Parameters.of(tensors), metadata);
        }
    }

    /**
     * Uniform numbers; of a weight so large that what it puts out is about as large as its input.
     */
    private float[] values(String name, Shape shape) {
        double mean = 0;
        double spread = 0.1;
        if (name.endsWith("_var")) {
            mean = 1;
            spread = 0.5;
        } else if (name.matches(".*(bn\\d|downsample\\.1)\\.weight|output_layer\\.0\\.gain")
                && shape.dimension() == 1) {
            mean = 1;
        } else if (shape.dimension() > 1) {
            spread = Math.sqrt(3.0 * shape.get(0) / shape.size());
        }
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + spread * (2 * random.nextDouble() - 1));
        }
        return values;
    }
}
