package org.mpssl.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.nn.FrozenGenerator;
import org.mpssl.nn.Generators;
import org.mpssl.nn.Normalisation;
import org.mpssl.nn.PublishedNetworks;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Safetensors;
import org.mpssl.weights.WeightFile;
import org.mpssl.weights.imports.ImportFormat;
import org.mpssl.weights.imports.WeightImport;

/**
 * Imports what torchvision and Hugging Face's library saved in their own formats, and computes what
 * they computed; tests/oracle/published.py writes the files.
 */
@EnabledIfSystemProperty(
        named = PublishedCheckpointTests.FOLDER,
        matches = ".+",
        disabledReason = "reads files of PyTorch's: ./workbench test --oracle")
class PublishedCheckpointTests {

    static final String FOLDER = "oracle.checkpoints";

    private static final double CLASSIFIERS = 1e-5;
    private static final double GENERATORS = 1e-4;

    @TempDir Path folder;

    private Path imported;
    private Map<String, String> metadata;

    @BeforeEach
    void name() {
        imported = folder.resolve("imported.safetensors");
    }

    private static Path file(String name) {
        return Path.of(System.getProperty(FOLDER)).resolve(name);
    }

    private void bringIn(ImportFormat format, String name) throws IOException {
        String network = name.substring(0, name.lastIndexOf('.'));
        new WeightImport(format, Optional.of(network), Optional.empty(), false)
                .run(file(name), imported, PublishedNetworks::layout);
        try (WeightFile open = WeightFile.open(imported)) {
            metadata = open.metadata();
        }
    }

    private static Parameters read(Path path, Workspace workspace) throws IOException {
        try (Step passing = workspace.step()) {
            return workspace.adopt(Safetensors.read(path, passing.manager()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18.pth", "resnet50.pth", "resnet101.pth"})
    void classifiersComputeWhatTorchvisionComputes(String name) throws IOException {
        bringIn(ImportFormat.TORCHVISION, name);
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32)) {
            ResNet network = PublishedNetworks.resNet(metadata, name);
            Parameters tensors = read(imported, workspace);
            Parameters given = read(file(name + "-outputs.safetensors"), workspace);
            Normalisation normalisation =
                    Normalisation.running(tensors.where(n -> n.contains(".running_")));
            try (Step step = workspace.seal().step();
                    GradientMode off = GradientMode.off()) {
                Parameters mine = given.map(step::own);
                NDArray features =
                        network.features(mine.get("images"), tensors.map(step::own), normalisation);
                NDArray logits = network.head(features, tensors.map(step::own));

                assertNear(name + " features", features, mine.get("features"), CLASSIFIERS);
                assertNear(name + " logits", logits, mine.get("logits"), CLASSIFIERS);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"biggan-deep-128.bin", "biggan-deep-256.bin", "biggan-deep-512.bin"})
    void generatorsMakeTheImagesOfHuggingFaces(String name) throws IOException {
        bringIn(ImportFormat.BIGGAN_HF, name);
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32)) {
            Parameters given = read(file(name + "-outputs.safetensors"), workspace);
            Parameters tensors = read(imported, workspace);
            FrozenGenerator generator = Generators.of(metadata, tensors, name, workspace);
            try (Step step = workspace.seal().step();
                    GradientMode off = GradientMode.off()) {
                Parameters mine = given.map(step::own);
                NDArray images = generator.generate(mine.get("latents"), mine.get("labels"));

                assertNear(name + " images", images, mine.get("images"), GENERATORS);
            }
        }
    }

    private static void assertNear(String what, NDArray found, NDArray expected, double limit) {
        assertThat(found.getShape()).isEqualTo(expected.getShape());
        NDArray difference = found.sub(expected);
        double error = length(difference) / length(expected);
        System.out.printf("%-30s relative error %.1e%n", what, error);
        assertThat(error).as(what).isLessThan(limit);
    }

    private static double length(NDArray array) {
        return Math.sqrt(array.toType(DataType.FLOAT64, true).square().sum().getDouble());
    }
}
