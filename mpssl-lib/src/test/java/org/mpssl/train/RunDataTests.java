package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.mpssl.UserError;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.PreparedDatasetWriter;
import org.mpssl.data.Split;
import org.mpssl.data.SplitRule;

class RunDataTests {

    /** For the source of a parameterised test. */
    static final List<String> METHODS = Methods.NAMES;

    private static final List<String> CLASSES = List.of("a/b", "c d", "e");

    @TempDir private Path folder;
    private String data;

    @BeforeEach
    void prepare() {
        data = folder.resolve("data").toString();
        new PreparedDatasetWriter("photographs", "test 1")
                .part("train", images(24, 1), "train.txt", IntStream.range(0, 24).toArray())
                .part("val", images(12, 2), "val.txt", IntStream.range(0, 12).toArray())
                .part("test", images(9, 3), "test.txt", IntStream.range(0, 9).toArray())
                .write(Path.of(data), false);
    }

    /** Class after class, as prepared datasets are. */
    private static ImageSet images(int count, int seed) {
        byte[] pixels = new byte[count * 20 * 20 * 3];
        new Random(seed).nextBytes(pixels);
        int[] labels = IntStream.range(0, count).map(i -> i * CLASSES.size() / count).toArray();
        return new ImageSet(20, 20, 3, pixels, labels, CLASSES);
    }

    private RunSpec spec(String method) {
        return TrainerTests.tiny(method)
                .with("dataset", data)
                .with("split", "fractions")
                .with("imageSize", 16)
                .with("channels", 3);
    }

    @ParameterizedTest
    @FieldSource("METHODS")
    void everyMethodTrainsOnAPreparedFolder(String method) {
        RunResult result = Trainer.run(spec(method), new TrainingListener() {});

        assertThat(result.test()).isBetween(0.0, 1.0);
        assertThat(result.provenance())
                .containsEntry("dataset", "photographs")
                .containsEntry(
                        "datasetManifest", PreparedDataset.open(Path.of(data)).manifestHash());
    }

    @Test
    void poolIsTrainingAndValidationListUnlessTheSpecSaysOtherwise() {
        try (Experiment both = new Experiment(spec("base"), Device.cpu());
                Experiment train =
                        new Experiment(spec("base").with("pool", "train"), Device.cpu())) {
            assertThat(both.task().split().size()).isEqualTo(36);
            assertThat(both.task().labelled().size()).isEqualTo(16);
            assertThat(both.task().validation().size()).isEqualTo(2);
            assertThat(both.task().unlabelled().size()).isEqualTo(18);
            assertThat(train.task().split().size()).isEqualTo(24);
            assertThat(train.task().classes()).isEqualTo(CLASSES);
        }
    }

    @Test
    void splitOfAFileIsUsedAndPartOfTheProvenance() throws IOException {
        ImageSet pool = images(24, 1).concat(images(12, 2));
        Path file = folder.resolve("split.json");
        Split.of(pool, 77, new SplitRule.PerClass(3, 2)).write(file);
        RunSpec spec = spec("base").with("split", file.toString());

        try (Experiment experiment = new Experiment(spec, Device.cpu())) {
            assertThat(experiment.task().split()).isEqualTo(Split.read(file));
        }
        assertThat(new RunData(spec).checksums()).containsOnlyKeys("split");
        assertThat(new RunData(spec).labelled()).isEqualTo(9);

        Files.writeString(file, "{}");
        assertThatThrownBy(() -> new Experiment(spec, Device.cpu()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("split.json");
    }

    @Test
    void someOfTheHeldBackImagesAreOfAllClasses() {
        RunSpec spec = spec("base").with("testOn", "held-back").with("testImages", 7);

        try (Experiment seven = new Experiment(spec, Device.cpu());
                Experiment all = new Experiment(spec.with("testImages", 0), Device.cpu())) {
            assertThat(seven.testImages().perClass()).containsExactly(3, 2, 2);
            assertThat(all.testImages().perClass()).containsExactly(6, 6, 6);
        }
    }

    /** Committed results are of these. */
    @Test
    void someOfTheHeldBackImagesOfTheShippedSetAreTheFirst() {
        RunSpec spec = TrainerTests.tiny("base").with("testOn", "held-back");

        try (Experiment some = new Experiment(spec.with("testImages", 9), Device.cpu());
                Experiment all = new Experiment(spec.with("testImages", 0), Device.cpu())) {
            int[] first = IntStream.range(0, 9).toArray();
            assertThat(some.testImages().labels())
                    .isEqualTo(all.testImages().select(first).labels());
            assertThat(some.testImages().pixels(8)).isEqualTo(all.testImages().pixels(8));
        }
    }

    @Test
    void epochsAreCountedFromTheManifest() {
        RunSpec spec = spec("base").epochs(10);

        assertThat(spec.steps()).isEqualTo(Math.round(10 * 16 / 6f));
        assertThat(spec.training().evaluateEvery()).isEqualTo(3);
        assertThat(RunSpec.paper("mp-ssl", 0).epochs(200)).isEqualTo(RunSpec.paper("mp-ssl", 0));
    }

    @ParameterizedTest
    @CsvSource({"fashion-mini, coarse-to-fine", "fashion-mini, disjoint", "a folder, disjoint"})
    void imagesOfDAreCountedAsTheTaskHasThem(String dataset, String setUp) {
        RunSpec spec =
                TrainerTests.tiny("base")
                        .with("dataset", dataset.equals("a folder") ? data : dataset)
                        .with("setUp", setUp)
                        .with("labelledFraction", 0.3)
                        .with("validationFraction", 0.25);
        RunSpec fractions = spec.with("split", "fractions");
        RunData images = new RunData(fractions);
        Path file = folder.resolve("split.json");
        images.task(images.dataset()).split().write(file);

        for (RunSpec each : List.of(spec, fractions, spec.with("split", file.toString()))) {
            RunData counted = new RunData(each);
            assertThat(counted.labelled())
                    .isEqualTo(counted.task(counted.dataset()).labelled().size());
        }
    }

    /** 7 classes of 1,000 images: 3,500 have labels, a tenth of them for validation. */
    @Test
    void sharesOfTheShippedImagesCountForEpochsToo() throws IOException {
        Path file = folder.resolve("spec.json");
        Files.writeString(
                file,
                """
                {"preset": "paper", "method": "base", "split": "fractions"}""");

        assertThat(RunSpec.read(file).steps()).isEqualTo(Math.round(200 * 3150 / 64f));
    }

    @Test
    void paperPresetCountsItsEpochs() throws IOException {
        RunSpec spec = RunSpec.paper(data, "mp-ssl", 3);
        Path file = folder.resolve("spec.json");
        Files.writeString(
                file,
                """
                {"preset": "paper", "dataset": "%s", "method": "mp-ssl", "seed": 3}"""
                        .formatted(data.replace("\\", "\\\\")));

        assertThat(RunSpec.read(file)).isEqualTo(spec);
        assertThat(spec.steps()).isEqualTo(200 * 16 / 64);
        assertThat(spec.training().evaluateEvery()).isEqualTo(1);
        assertThat(spec.data().splitRule()).isEqualTo(new SplitRule.Fractions(0.5, 0.1));
    }

    @Test
    void transferTakesRealImagesOfAnotherFolder() {
        RunSpec spec = spec("transfer").with("foundationData", data);

        assertThat(new RunData(spec).foundationImages().size()).isEqualTo(24);
        assertThat(new RunData(spec).checksums()).containsOnlyKeys("foundationData");
        assertThat(Trainer.run(spec, new TrainingListener() {}).test()).isBetween(0.0, 1.0);
    }

    @Test
    void folderThatIsNotThereIsNamed() {
        RunSpec spec = spec("base").with("dataset", folder + "/none");

        assertThatThrownBy(() -> Trainer.run(spec, new TrainingListener() {}))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("There is no folder")
                .hasMessageContaining("data prepare");
        assertThatThrownBy(() -> spec.epochs(2)).hasMessageContaining("There is no folder");
        assertThatThrownBy(() -> spec.with("dataset", "fashion-mni"))
                .hasMessageContaining("allowed are [fashion-mini] and folders");
    }
}
