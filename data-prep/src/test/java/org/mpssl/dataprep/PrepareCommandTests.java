package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.UserError;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.Split;
import org.mpssl.dataprep.rehearsal.Fabricated;
import org.mpssl.study.Comparison;
import org.mpssl.study.ComparisonReport;
import org.mpssl.study.ComparisonResult;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import org.mpssl.train.Trainer;
import org.mpssl.train.TrainingListener;

/** The whole way of every dataset: raw files, a prepared folder, a split, a training. */
class PrepareCommandTests {

    @TempDir private Path folder;
    private final CommandRun command = new CommandRun();

    static SortedSet<String> names() {
        return Fabricated.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void rawFilesBecomeADatasetThatTrains(String name) {
        // A third of Fashion-MNIST's training images is the pool, and D keeps one of each class.
        Path data = prepared(name, name.equals("fashion-mnist") ? 12 : 3);

        assertThat(command.run("verify", data)).as(command.printed()).isZero();
        Path split = folder.resolve("split.json");
        assertThat(command.run("split", data, "--fraction", 0.7, "--val", 0.3, "--out", split))
                .as(command.printed())
                .isZero();
        Map<String, RunSpec> settings = new LinkedHashMap<>();
        for (String method : List.of("base", "p-ssl")) {
            settings.put(method, spec(method, data, split, name));
        }
        Comparison comparison = new Comparison(name, settings, List.of(0L));
        List<RunResult> results =
                comparison.specs().stream()
                        .map(spec -> Trainer.run(spec, new TrainingListener() {}))
                        .toList();
        ComparisonResult result = ComparisonResult.of(comparison, results);

        assertThat(new ComparisonReport(result).markdown()).contains("| p-ssl minus base |");
        assertThat(result.environment())
                .containsEntry("datasetManifest", PreparedDataset.open(data).manifestHash());
        assertThat(Split.read(split).size())
                .isEqualTo(PreparedDataset.open(data).pool(true).size());
    }

    private static RunSpec spec(String method, Path data, Path split, String name) {
        boolean grey = name.equals("fashion-mnist");
        RunSpec tiny =
                RunSpec.mini(method, 0)
                        .with("dataset", data.toString())
                        .with("split", split.toString())
                        .with("imageSize", 16)
                        .with("channels", grey ? 1 : 3)
                        .with("blocks", List.of(1))
                        .with("width", 4)
                        .with("batchSize", 32)
                        .with("syntheticPool", 32);
        // ImageNet's validation images are not among its train folders.
        return (name.equals("imagenet") ? tiny.with("testImages", 20) : tiny).epochs(2);
    }

    private Path prepared(String name, int images) {
        Path raw = folder.resolve("raw");
        assertThat(command.run("fabricate", name, "--out", raw, "--images", images, "--side", 24))
                .as(command.printed())
                .isZero();
        assertThat(prepare(name, raw)).as(command.printed()).isZero();
        return folder.resolve("data").resolve(name);
    }

    private int prepare(String name, Path raw, Object... more) {
        return command.run(
                Stream.concat(
                                Stream.of(
                                        "prepare",
                                        name,
                                        "--from",
                                        raw,
                                        "--catalogue",
                                        raw + ".json",
                                        "--root",
                                        folder.resolve("data")),
                                Stream.concat(
                                        name.equals("fashion-mnist")
                                                ? Stream.of()
                                                : Stream.of("--size", 16),
                                        Stream.of(more)))
                        .toArray());
    }

    /** Of these there is a checksum for each file; folders have none. */
    static List<String> published() {
        return names().stream()
                .filter(name -> !name.equals("folder") && !name.equals("imagenet"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("published")
    void aWrongByteInAnyFileIsCaught(String name) throws IOException {
        Path raw = folder.resolve("raw");
        command.run("fabricate", name, "--out", raw, "--images", 2, "--side", 16);
        List<Path> all = files(raw);
        assertThat(all).isNotEmpty();
        for (Path file : all) {
            byte[] right = Files.readAllBytes(file);
            byte[] wrong = right.clone();
            wrong[wrong.length / 2] ^= 1;
            Files.write(file, wrong);

            assertThat(prepare(name, raw)).as("%s: %s", file, command.printed()).isEqualTo(1);
            assertThat(command.failure())
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(file.getFileName().toString())
                    .hasMessageFindingMatch(
                            "is not the published file|is damaged behind|is refused: ");
            assertThat(folder.resolve("data").resolve(name)).doesNotExist();
            Files.write(file, right);
        }
        assertThat(prepare(name, raw)).as(command.printed()).isZero();
    }

    private static List<Path> files(Path raw) throws IOException {
        try (Stream<Path> files = Files.list(raw)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void whatWasPreparedOnceIsLeftAsItIs() throws IOException {
        Path data = prepared("dtd", 1);
        byte[] manifest = Files.readAllBytes(data.resolve("manifest.json"));

        assertThat(prepare("dtd", folder.resolve("raw"))).isZero();
        assertThat(command.printed()).contains("was made of these files before");
        assertThat(Files.readAllBytes(data.resolve("manifest.json"))).isEqualTo(manifest);

        assertThat(prepare("dtd", folder.resolve("raw"), "--fold", 2)).isEqualTo(1);
        assertThat(command.failure()).hasMessageContaining("exists already");
    }

    @Test
    void aDamagedFashionMnistIsNotTakenForADoneOne() throws IOException {
        Path data = prepared("fashion-mnist", 2);
        Files.delete(data.resolve("pool.labels.i32"));

        assertThat(prepare("fashion-mnist", folder.resolve("raw"))).isEqualTo(1);
        assertThat(command.failure())
                .hasMessageContaining("pool.labels.i32 is missing. Remove %s".formatted(data));
    }

    @Test
    void termsHaveToBeAccepted() {
        assertThat(command.run("prepare", "cars", "--from", folder)).isEqualTo(1);

        assertThat(command.failure()).hasMessageContaining("--accept-license");
        assertThat(command.printed()).contains("Terms:").contains("Krause");
    }

    @Test
    void whoHasNothingIsToldHowToComeByIt() {
        assertThat(command.run("prepare", "cars", "--accept-license")).isEqualTo(1);
        assertThat(command.failure()).hasMessageContaining("cars_train.tgz");

        assertThat(command.run("prepare", "cars", "--accept-license", "--download")).isEqualTo(1);
        assertThat(command.failure()).hasMessageContaining("cannot be downloaded");

        assertThat(command.run("prepare", "kars")).isEqualTo(1);
        assertThat(command.failure()).hasMessageContaining("There is no dataset 'kars'");
    }

    @Test
    void damagedImagesAreNamedAndLeftOutOnlyIfTheUserSaysSo() throws IOException {
        Path raw = folder.resolve("raw");
        command.run("fabricate", "folder", "--out", raw, "--images", 2, "--side", 16);
        Path broken;
        try (Stream<Path> files = Files.walk(raw)) {
            broken =
                    files.filter(file -> file.toString().contains("train"))
                            .filter(file -> file.getFileName().toString().matches("[^.].*JPEG"))
                            .sorted()
                            .findFirst()
                            .orElseThrow();
        }
        Files.write(broken, new byte[] {1, 2, 3});

        assertThat(prepare("folder", raw)).isEqualTo(1);
        assertThat(command.failure())
                .hasMessageContaining("1 of 40 images cannot be decoded")
                .hasMessageContaining(broken.getFileName().toString())
                .hasMessageContaining("--without-damaged");

        assertThat(prepare("folder", raw, "--without-damaged")).as(command.printed()).isZero();
        Path data = folder.resolve("data/folder");
        PreparedDataset made = PreparedDataset.open(data);
        assertThat(made.part("train").size()).isEqualTo(19);
        assertThat(made.part("test").size()).isEqualTo(20);
        assertThat(made.manifest().description()).contains("1 damaged images were left out");
        assertThat(data.resolve("damaged.txt")).content().contains("is no JPEG");
        assertThat(data.resolve("train.files.txt"))
                .content()
                .doesNotContain(raw.relativize(broken).toString());
    }

    @Test
    void verifyFindsAChangedByteAndPrepareSaysTheSame() throws IOException {
        Path data = prepared("folder", 1);
        Path pixels = data.resolve("train.images.u8");
        byte[] bytes = Files.readAllBytes(pixels);
        bytes[17] ^= 4;
        Files.write(pixels, bytes);

        assertThat(command.run("verify", data)).isEqualTo(1);
        String both =
                "train.images.u8 has another checksum than the manifest says. Remove %s, and prepare it again."
                        .formatted(data);
        assertThat(command.failure()).hasMessageContaining(both);
        assertThat(prepare("folder", folder.resolve("raw"))).isEqualTo(1);
        assertThat(command.failure()).hasMessageContaining(both);
    }

    @Test
    void infoShowsAPreparedDatasetAndAPublishedOne() {
        Path data = prepared("pets", 1);
        Path sheet = folder.resolve("sheet.png");

        assertThat(command.run("info", data, "--sheet", sheet, "--classes")).isZero();
        assertThat(command.printed())
                .contains("37 classes")
                .containsPattern("Abyssinian +test 1  train 1");
        assertThat(sheet).isNotEmptyFile();
        assertThat(command.run("info", data, "--sheet", sheet)).isEqualTo(1);
        assertThat(command.failure()).hasMessageContaining("exists already and is left as it is");
        Path deep = folder.resolve("not/yet/there/sheet.png");
        assertThat(command.run("info", data, "--sheet", deep)).isZero();
        assertThat(deep).hasSameBinaryContentAs(sheet);
        assertThat(command.run("info", data, "--sheet", sheet.resolve("x.png"))).isEqualTo(1);
        assertThat(command.failure())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Cannot write " + sheet.resolve("x.png"));

        assertThat(command.run("info", "pets")).isZero();
        assertThat(command.printed()).contains("images.tar.gz").contains("CC BY-SA");
        assertThat(command.run("info", "fashion-mnist")).isZero();
        assertThat(command.printed())
                .contains("md5 of its content f4a8712d7a061bf5bd6d2ca38dc4d50a")
                .contains("md5 of its content 15d484375f8d13e6eb1aabb0c3f46965")
                .doesNotContain("not published");
        assertThat(command.run("info", "chaoyang")).isZero();
        assertThat(command.printed()).contains("train.json, size unknown, sha256 not published");
        assertThat(command.run("list")).isZero();
        assertThat(command.printed()).contains("cars").contains("by hand");
    }
}
