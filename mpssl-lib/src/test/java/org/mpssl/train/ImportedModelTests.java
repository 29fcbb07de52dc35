package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;
import org.mpssl.nn.BigGan;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;
import org.mpssl.weights.Safetensors;

/** Runs with files as {@code weights import} makes them, of networks with few channels. */
class ImportedModelTests {

    private static final int CLASSES = 6;
    private static final Map<String, String> RESNET =
            Map.of("network", "resnet18", "width", "4", "classes", "" + CLASSES);

    @TempDir Path folder;
    private String resNet;
    private String generator;

    @BeforeEach
    void makeFiles() throws IOException {
        ResNet network =
                new ResNet(
                        3,
                        ResNet.Block.BASIC,
                        ResNet.Stem.IMAGENET,
                        List.of(2, 2, 2, 2),
                        4,
                        CLASSES);
        BigGan bigGan = new BigGan(BigGan.Plan.of(128), 4, 120, 8, CLASSES, 1e-4, 0);
        resNet = write("resnet.safetensors", network.layout(), RESNET);
        generator =
                write(
                        "biggan.safetensors",
                        bigGan.layout(),
                        Map.of(
                                "network", "biggan",
                                "resolution", "128",
                                "width", "4",
                                "latent", "120",
                                "classes", "" + CLASSES,
                                "epsilon", "1e-4",
                                "truncationRows", "0"));
    }

    /** Random weights; variances are positive. */
    private String write(String name, Layout layout, Map<String, String> metadata)
            throws IOException {
        RandomStream random = new RandomStreams(3).at(name, 0);
        Path file = folder.resolve(name);
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32)) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, Shape> entry : layout.shapes().entrySet()) {
                float[] values = random.gaussians((int) entry.getValue().size());
                for (int i = 0; i < values.length; i++) {
                    values[i] =
                            entry.getKey().endsWith("var")
                                    ? 0.5f + Math.abs(values[i])
                                    : 0.1f * values[i];
                }
                tensors.put(entry.getKey(), workspace.array(values, entry.getValue()));
            }
            Safetensors.write(file, Parameters.of(tensors), metadata);
        }
        return file.toString();
    }

    /** The preset of the paper but for sizes that a test has time for. */
    private RunSpec paper(String method) {
        return RunSpec.paper(method, 1)
                .with("width", 4)
                .with("imageSize", 40)
                .with("shift", 5)
                .with("init", resNet)
                .with("foundationClassifier", resNet)
                .with("generator", generator)
                .with("batchSize", 4)
                .with("labelsPerClass", 2)
                .with("validationPerClass", 2)
                .with("testImages", 14)
                .with("mapperHidden", 8)
                .with("evaluateEvery", 2)
                .with("steps", 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "oracle", "transfer", "naive", "p-ssl", "mp-ssl"})
    void theSettingsOfThePaperTrainWithImportedFiles(String method) {
        RunResult result = Trainer.run(paper(method), TrainingListener.SILENT);

        assertThat(result.test()).isBetween(0.0, 1.0);
        assertThat(result.provenance()).containsKey("classifierStart");
        assertThat(result.provenance().containsKey("generator"))
                .isEqualTo(List.of("naive", "p-ssl", "mp-ssl").contains(method));
        assertThat(result.provenance().containsKey("foundationClassifier"))
                .isEqualTo(method.equals("p-ssl"));
    }

    @Test
    void theExtractorStartsFromTheFileAndTheHeadAnew() {
        try (Experiment with = new Experiment(paper("base"), Device.cpu());
                Experiment without =
                        new Experiment(paper("base").with("init", "scratch"), Device.cpu())) {
            Parameters started = with.classifier().theta();
            Parameters scratch = without.classifier().theta();

            assertThat(started.get("conv1.weight").toFloatArray())
                    .isNotEqualTo(scratch.get("conv1.weight").toFloatArray());
            assertThat(started.get("fc.weight").toFloatArray())
                    .isEqualTo(scratch.get("fc.weight").toFloatArray());
            assertThat(with.classifier().statistics().get("bn1.running_var").toFloatArray())
                    .isNotEqualTo(
                            without.classifier()
                                    .statistics()
                                    .get("bn1.running_var")
                                    .toFloatArray());
        }
    }

    @Test
    void aMissingFileIsNamedWithTheCommandThatSaysHowToGetIt() {
        RunSpec spec = paper("base").with("init", folder.resolve("no.safetensors").toString());

        assertThatThrownBy(() -> Trainer.run(spec, TrainingListener.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no.safetensors")
                .hasMessageContaining("./workbench weights list");
    }

    @Test
    void aFileOfAnotherNetworkIsRefusedWithWhatItLacks() {
        assertThatThrownBy(
                        () -> Trainer.run(paper("base").with("width", 8), TrainingListener.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("conv1.weight (4, 3, 7, 7) instead of (8, 3, 7, 7)");
        assertThatThrownBy(
                        () ->
                                Trainer.run(
                                        paper("naive").with("generator", resNet),
                                        TrainingListener.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not describe a generator");
        assertThatThrownBy(
                        () ->
                                Trainer.run(
                                        paper("p-ssl").with("foundationClassifier", generator),
                                        TrainingListener.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not describe a classifier");
    }

    @Test
    void classifierAndGeneratorOfOtherClassesAreRefused() throws IOException {
        ResNet other =
                new ResNet(3, ResNet.Block.BASIC, ResNet.Stem.IMAGENET, List.of(2, 2, 2, 2), 4, 9);
        String file =
                write(
                        "nine.safetensors",
                        other.layout(),
                        Map.of("network", "resnet18", "width", "4", "classes", "9"));

        assertThatThrownBy(
                        () ->
                                Trainer.run(
                                        paper("p-ssl").with("foundationClassifier", file),
                                        TrainingListener.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the foundation classifier (%s) knows 9".formatted(file))
                .hasMessageContaining("the generator (%s) 6".formatted(generator));
    }

    @Test
    void aRunWithTwoOrdersOfClassesIsRefused() throws IOException {
        String judge = withOrder(resNet, "judge.safetensors", "a to z");
        String maker = withOrder(generator, "maker.safetensors", "z to a");
        RunSpec spec = paper("p-ssl").with("foundationClassifier", judge).with("generator", maker);

        assertThatThrownBy(() -> Trainer.run(spec, TrainingListener.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("(%s) has its classes in the order 'a to z'".formatted(judge))
                .hasMessageContaining("(%s) in the order 'z to a'".formatted(maker));
        RunSpec unknown = spec.with("foundationClassifier", resNet);
        assertThat(Trainer.run(unknown, TrainingListener.SILENT).test()).isBetween(0.0, 1.0);
    }

    private String withOrder(String file, String name, String order) throws IOException {
        Path copy = folder.resolve(name);
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32)) {
            Map<String, String> metadata =
                    new HashMap<>(Safetensors.metadata(Files.readAllBytes(Path.of(file)), file));
            metadata.put("format", "torchvision");
            metadata.put("classOrder", order);
            Safetensors.write(copy, Safetensors.read(Path.of(file), workspace.manager()), metadata);
        }
        return copy.toString();
    }

    @Test
    void aShippedClassifierMayJudgeForAnImportedGeneratorOfItsClasses() throws IOException {
        RunSpec spec =
                paper("p-ssl").with("setUp", "disjoint").with("foundationClassifier", "shipped");

        assertThat(Trainer.run(spec, TrainingListener.SILENT).test()).isBetween(0.0, 1.0);
    }

    @Test
    void theBytesOfAFileArePartOfTheProvenance() throws IOException {
        RunSpec spec = paper("base");
        String before = FrozenModels.checksums(spec).get("classifierStart");
        Path file = Path.of(resNet);
        byte[] content = Files.readAllBytes(file);
        content[content.length - 1] ^= 1;
        Files.write(file, content);

        assertThat(FrozenModels.checksums(spec).get("classifierStart")).isNotEqualTo(before);
    }
}
