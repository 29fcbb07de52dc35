package org.mpssl.cli.gpu;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mpssl.nn.PublishedNetworks;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;
import org.mpssl.weights.Safetensors;
import org.mpssl.weights.imports.NetworkDescription;

/** A BigGAN of random weights: it costs what the published one costs, and needs no download. */
final class RandomGenerator {

    private static final float SPREAD = 0.02f;

    private RandomGenerator() {}

    /** Returns the generator of the paper's preset: BigGAN-256. */
    static NetworkDescription published() {
        return description(256, 96, 140, 1000);
    }

    /** Returns a smaller or larger one. */
    static NetworkDescription description(int resolution, int width, int latent, int classes) {
        return new NetworkDescription(
                "biggan",
                Map.of(
                        NetworkDescription.RESOLUTION, "" + resolution,
                        NetworkDescription.WIDTH, "" + width,
                        NetworkDescription.LATENT, "" + latent,
                        NetworkDescription.EMBEDDING, "128",
                        NetworkDescription.CLASSES, "" + classes,
                        NetworkDescription.EPSILON, "1e-4",
                        NetworkDescription.TRUNCATION_ROWS, "0"));
    }

    /** Writes a file as an import does. */
    static void write(Path file, NetworkDescription description) throws IOException {
        Layout layout = PublishedNetworks.layout(description).orElseThrow();
        RandomStream random = new RandomStreams(0).at("random-generator", 0);
        Map<String, String> metadata = new LinkedHashMap<>(description.values());
        metadata.put("network", description.network());
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32)) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, Shape> tensor : layout.shapes().entrySet()) {
                float[] values = random.gaussians((int) tensor.getValue().size());
                // A variance, and the gain that is no difference from 1, is about 1.
                float centre =
                        tensor.getKey().endsWith("_var")
                                        || tensor.getKey().equals("output_layer.0.gain")
                                ? 1
                                : 0;
                for (int i = 0; i < values.length; i++) {
                    values[i] = centre + SPREAD * values[i];
                }
                tensors.put(tensor.getKey(), workspace.array(values, tensor.getValue()));
            }
            Safetensors.write(file, Parameters.of(tensors), metadata);
        }
    }
}
