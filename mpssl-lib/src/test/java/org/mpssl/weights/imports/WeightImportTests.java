package org.mpssl.weights.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.files.Sha256;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Parameters;
import org.mpssl.weights.Layout;
import org.mpssl.weights.Safetensors;
import org.mpssl.weights.WeightFile;

class WeightImportTests {

    private static final Path RESNET = ImportFormatTests.FOLDER.resolve("torchvision.pth");
    private static final Path BIGGAN = ImportFormatTests.FOLDER.resolve("biggan-ivclab.pt");

    @TempDir Path folder;

    private final NDManager manager = newManager();
    private Path out;
    private Layout resNet;

    private static NDManager newManager() {
        Devices.engine();
        return NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    @BeforeEach
    void names() throws IOException {
        out = folder.resolve("out.safetensors");
        try (WeightFile golden =
                WeightFile.open(ImportFormatTests.FOLDER.resolve("torchvision.safetensors"))) {
            resNet = Layout.of(golden.read(manager));
        }
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private WeightImport.Result run(ImportFormat format, Path in) throws IOException {
        Optional<String> network =
                format == ImportFormat.TORCHVISION ? Optional.empty() : Optional.of("biggan-16");
        return run(new WeightImport(format, network, Optional.empty(), false), in);
    }

    private WeightImport.Result run(WeightImport settings, Path in) throws IOException {
        boolean residual = settings.format() == ImportFormat.TORCHVISION;
        return settings.run(in, out, d -> residual ? Optional.of(resNet) : Optional.empty());
    }

    /** Writes a checkpoint again with some of its tensors changed. */
    private Path changed(Path checkpoint, Consumer<Map<String, NDArray>> change)
            throws IOException {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        try (WeightFile file = WeightFile.open(checkpoint)) {
            file.read(manager).forEach(entry -> tensors.put(entry.getKey(), entry.getValue()));
        }
        change.accept(tensors);
        Path result = folder.resolve("changed.safetensors");
        Safetensors.write(result, Parameters.of(tensors), Map.of());
        return result;
    }

    private void assertRefused(ImportFormat format, Path in, String... words) {
        assertThatThrownBy(() -> run(format, in))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(words);
        assertThat(out).doesNotExist();
    }

    @Test
    void theSameTensorsInSafetensorsAreImportedToo() throws IOException {
        Path in = changed(RESNET, tensors -> {});
        WeightImport.Result result = run(ImportFormat.TORCHVISION, in);

        assertThat(result.description().label()).isEqualTo("resnet18");
        assertThat(result.notes())
                .containsExactly(
                        "not a published file whose sha256 is known here: "
                                + Sha256.of(Files.readAllBytes(in)));
        assertThat(Layout.of(Safetensors.read(out, manager))).isEqualTo(resNet);
    }

    @Test
    void allThatDiffersFromTheNetworkIsListed() throws IOException {
        Path in =
                changed(
                        RESNET,
                        tensors -> {
                            tensors.remove("layer1.0.bn2.bias");
                            tensors.put("fc.bias", manager.zeros(new Shape(6)));
                            tensors.put("layer1.0.bn3.bias", manager.zeros(new Shape(2)));
                            tensors.put("extra.weight", manager.zeros(new Shape(2)));
                        });

        assertRefused(
                ImportFormat.TORCHVISION,
                in,
                "changed.safetensors is no resnet18 of format torchvision. ",
                "1 not expected: extra.weight. ",
                "1 missing: layer1.0.bn2.bias (1). ",
                "1 not expected: layer1.0.bn3.bias (2). ",
                "1 of another shape: fc.bias (6) instead of (5). ",
                "Is the --format right?");
    }

    @Test
    void tensorsThatMeanNothingToAFormatAreAnErrorUnlessTheyAreToBeDropped() throws IOException {
        Path in = changed(BIGGAN, t -> t.put("optimizer.step", manager.zeros(new Shape(2))));

        assertRefused(ImportFormat.BIGGAN_IVCLAB, in, "1 not expected: optimizer.step");

        WeightImport dropping =
                new WeightImport(
                        ImportFormat.BIGGAN_IVCLAB,
                        Optional.of("biggan-16"),
                        Optional.empty(),
                        true);
        assertThat(run(dropping, in).notes())
                .contains(
                        "1 not expected: optimizer.step",
                        "not compared with a network, since none is known as biggan-16");
        assertThat(Safetensors.read(out, manager).names()).doesNotContain("optimizer.step");
    }

    @Test
    void theyCanBeDroppedFromTorchvisionsFilesToo() throws IOException {
        Path in = changed(RESNET, t -> t.put("ema.decay", manager.zeros(new Shape(2))));
        WeightImport dropping =
                new WeightImport(
                        ImportFormat.TORCHVISION, Optional.empty(), Optional.empty(), true);

        assertThat(run(dropping, in).notes()).contains("1 not expected: ema.decay");
        assertThat(Layout.of(Safetensors.read(out, manager))).isEqualTo(resNet);
    }

    @Test
    void aNetworkOfAnUnknownSizeIsImportedOnlyUnderItsName() {
        WeightImport unnamed =
                new WeightImport(
                        ImportFormat.BIGGAN_IVCLAB, Optional.empty(), Optional.empty(), false);

        assertThatThrownBy(() -> run(unnamed, BIGGAN))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("No network is known as biggan-16; if it must be one, say");
        assertThat(out).doesNotExist();
    }

    @Test
    void twoTensorsOfOneMeaningAreNamed() throws IOException {
        String name = "gblock.conv0.bias";
        Path in = changed(BIGGAN, t -> t.put("gblock_0.conv0.bias", t.get(name).zerosLike()));

        assertRefused(
                ImportFormat.BIGGAN_IVCLAB,
                in,
                "the file has ",
                "gblock.conv0.bias",
                "gblock_0.conv0.bias",
                "which both mean blocks.0.0.conv1.bias");
    }

    @Test
    void negativeVariancesAreFoundWithTheirTensors() throws IOException {
        Path in = changed(RESNET, t -> t.put("bn1.running_var", manager.create(new float[] {-1})));
        assertRefused(
                ImportFormat.TORCHVISION,
                in,
                "holds negative variances. 1 such tensors: bn1.running_var");

        String table = "scaledcrossreplicabn.standing_vars";
        Path other = changed(BIGGAN, t -> t.put(table, t.get(table).neg()));
        assertRefused(
                ImportFormat.BIGGAN_IVCLAB, other, "1 such tensors: output_layer.0.stored_var");
    }

    @Test
    void numbersThatAreNotFiniteAreFoundWithTheirTensors() throws IOException {
        Path in =
                changed(
                        RESNET,
                        tensors -> {
                            tensors.put(
                                    "fc.bias", manager.create(new float[] {0, 1, Float.NaN, 3, 4}));
                            float[] infinite = {Float.NEGATIVE_INFINITY};
                            tensors.put("bn1.weight", manager.create(infinite));
                        });

        assertRefused(
                ImportFormat.TORCHVISION,
                in,
                "holds numbers that are infinite or none (NaN). 2 such tensors: bn1.weight, fc.bias");
    }

    @Test
    void aDoubleBeyondSinglePrecisionIsNotFiniteEither() throws IOException {
        double[] large = {1e300, 0, 0, 0, 0};
        Path in = changed(RESNET, t -> t.put("fc.bias", manager.create(large)));

        assertRefused(ImportFormat.TORCHVISION, in, "1 such tensors: fc.bias");
    }

    @Test
    void aWeightWithoutDirectionCannotBeDivided() throws IOException {
        String name = "conv_2d.weight_orig";
        Path in = changed(BIGGAN, t -> t.put(name, t.get(name).zerosLike()));

        assertRefused(
                ImportFormat.BIGGAN_IVCLAB,
                in,
                "conv_2d.weight cannot be divided by its spectral norm, which is 0.0");
    }

    @Test
    void vectorsThatAreMissingOrDoNotFitAreNamed() throws IOException {
        Path without = changed(BIGGAN, t -> t.remove("attention.g.weight_u"));
        assertRefused(
                ImportFormat.BIGGAN_IVCLAB,
                without,
                "attention.g.weight_orig has no fitting weight_u beside it");

        Path shorter =
                changed(BIGGAN, t -> t.put("attention.g.weight_v", manager.ones(new Shape(3))));
        assertRefused(
                ImportFormat.BIGGAN_IVCLAB,
                shorter,
                "attention.g.weight_orig has a weight_v of another size beside it");
    }

    @Test
    void aFirstLayerThatIsNoMapOfFourByFourIsRefused() throws IOException {
        String bias = "g_z.g_linear.bias";
        Path in = changed(BIGGAN, t -> t.put(bias, manager.ones(new Shape(20))));

        assertRefused(ImportFormat.BIGGAN_IVCLAB, in, "linear.bias has 20 rows and should have a");
    }

    @Test
    void integersAreNoWeights() throws IOException {
        Path in = changed(RESNET, t -> t.put("fc.bias", manager.create(new int[5])));

        assertRefused(ImportFormat.TORCHVISION, in, "fc.bias in ", "holds I32 instead of real");
    }

    @Test
    void aWrapperForSeveralDevicesIsTakenOff() throws IOException {
        Path plain = changed(RESNET, tensors -> {});
        Path wrapped = folder.resolve("wrapped.safetensors");
        Safetensors.write(wrapped, Safetensors.read(plain, manager).prefixed("module."), Map.of());

        WeightImport.Result result = run(ImportFormat.TORCHVISION, wrapped);

        assertThat(result.notes()).contains("'module.' before every name is left out");
        assertThat(Layout.of(Safetensors.read(out, manager))).isEqualTo(resNet);
    }

    /** ImageNet's networks have 1000 classes; of others nobody knows the order. */
    @Test
    void thousandClassesAreTakenToBeInTheOrderOfImageNets() throws IOException {
        Path in =
                changed(
                        RESNET,
                        tensors -> {
                            long inputs = tensors.get("fc.weight").getShape().get(1);
                            tensors.put("fc.weight", manager.ones(new Shape(1000, inputs)));
                            tensors.put("fc.bias", manager.zeros(new Shape(1000)));
                        });
        WeightImport settings =
                new WeightImport(
                        ImportFormat.TORCHVISION, Optional.of("resnet18"), Optional.empty(), false);

        assertThat(settings.run(in, out, d -> Optional.empty()).notes())
                .contains("the classes are in the order 'imagenet-1k, sorted WordNet ids'");
        assertThat(ImportedFile.read(out).orElseThrow().classOrder())
                .contains("imagenet-1k, sorted WordNet ids");

        Files.delete(out);
        run(ImportFormat.TORCHVISION, RESNET);
        assertThat(ImportedFile.read(out).orElseThrow().classOrder()).isEmpty();
    }
}
