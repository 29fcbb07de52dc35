package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;
import org.mpssl.data.DatasetManifest;

/** What the options of {@code data prepare} do, and that no other word is accepted in silence. */
class PrepareOptionsTests {

    @TempDir private Path folder;
    private final CommandRun command = new CommandRun();

    private void fabricate(String name, int images) {
        assertThat(command.run("fabricate", name, "--out", raw(), "--images", images, "--side", 32))
                .as(command.printed())
                .isZero();
    }

    private Path raw() {
        return folder.resolve("raw");
    }

    private int prepare(String name, Object... more) {
        Stream<Object> first =
                Stream.of(
                        "prepare",
                        name,
                        "--from",
                        raw(),
                        "--catalogue",
                        raw() + ".json",
                        "--root",
                        folder.resolve("data"));
        return command.run(Stream.concat(first, Stream.of(more)).toArray());
    }

    private DatasetManifest manifest(String name) {
        return DatasetManifest.read(folder.resolve("data").resolve(name));
    }

    @Test
    void aLimitBelowZeroIsRefused() {
        fabricate("chaoyang", 3);

        assertThat(prepare("chaoyang", "--limit", -1)).isEqualTo(1);
        assertThat(command.failure())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("A limit of -1 training images")
                .hasMessageContaining("0 for all");
        assertThat(folder.resolve("data/chaoyang")).doesNotExist();
    }

    @Test
    void aLimitTakesSoManyTrainingImagesOfEachClass() {
        fabricate("chaoyang", 3);

        assertThat(prepare("chaoyang", "--limit", 2, "--size", 16)).as(command.printed()).isZero();
        assertThat(manifest("chaoyang").parts().get("train").perClass())
                .containsExactly(2, 2, 2, 2);
        assertThat(manifest("chaoyang").parts().get("test").perClass()).containsExactly(3, 3, 3, 3);
        assertThat(manifest("chaoyang").tool()).contains("limit 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "..", "", ".hidden"})
    void theNameOfTheFolderIsNoPath(String name) {
        assertThat(command.run("prepare", "folder", "--from", folder, "--as", name)).isEqualTo(2);
        assertThat(command.printed()).contains("--as '%s' is no name of a folder".formatted(name));
    }

    @Test
    void aFileInPlaceOfARootIsToldBeforeAnythingIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        int code = command.run("prepare", "folder", "--from", folder, "--root", file.resolve("x"));

        assertThat(code).isEqualTo(1);
        assertThat(command.failure())
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "%s is no folder, so nothing can be made in it. Name another place with --root."
                                .formatted(file.toAbsolutePath()));
    }

    @ParameterizedTest
    @CsvSource({
        "fashion-mnist, --size, 64",
        "fashion-mnist, --limit, 2",
        "fashion-mnist, --fold, 2",
        "fashion-mnist, --keep-banner, ''",
        "fashion-mnist, --without-damaged, ''",
        "folder, --fold, 99",
        "folder, --keep-banner, ''",
        "dtd, --keep-banner, ''",
        "aircraft, --fold, 1",
        "imagenet, --fold, 1",
        "cars, --fold, 1"
    })
    void optionsWithoutEffectAreRefused(String name, String option, String value) {
        Object[] given = value.isEmpty() ? new Object[] {option} : new Object[] {option, value};
        Stream<Object> first = Stream.of("prepare", name, "--from", folder);

        assertThat(command.run(Stream.concat(first, Stream.of(given)).toArray())).isEqualTo(2);
        assertThat(command.printed()).contains("%s has no effect on %s".formatted(option, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sheet=n.png", "--classes"})
    void whatInfoCannotShowOfAPublishedDatasetIsRefused(String option) {
        assertThat(command.run("info", "cars", option)).isEqualTo(2);
        assertThat(command.printed())
                .contains(option.split("=", 2)[0] + " needs a prepared dataset")
                .contains("cars/manifest.json");
    }

    /** Some servers unpack what they send: a plain tar then has the name of the packed one. */
    @Test
    void aTarThatWasUnpackedOnTheWayIsTakenWithNoVerifyAlone() throws IOException {
        fabricate("dtd", 1);
        Path archive = raw().resolve("dtd-r1.0.1.tar.gz");
        assertThat(prepare("dtd", "--size", 16, "--as", "right")).as(command.printed()).isZero();
        byte[] tar;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
            tar = in.readAllBytes();
        }
        Files.write(archive, tar);

        assertThat(prepare("dtd", "--size", 16)).isEqualTo(1);
        assertThat(command.failure())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("dtd-r1.0.1.tar.gz is a plain tar")
                .hasMessageContaining("cannot be compared: some servers unpack")
                .hasMessageContaining("--no-verify")
                .hasMessageNotContaining("Get the file again");

        assertThat(prepare("dtd", "--size", 16, "--no-verify")).as(command.printed()).isZero();
        assertThat(manifest("dtd").description())
                .contains("NOT VERIFIED: dtd-r1.0.1.tar.gz is a plain tar");
        assertThat(manifest("dtd").files().get("train.images.u8"))
                .isEqualTo(manifest("right").files().get("train.images.u8"));
        assertThat(command.run("verify", folder.resolve("data/dtd"))).isZero();
    }

    @Test
    void theBannerIsCutOffUnlessItIsKept() {
        fabricate("aircraft", 1);

        assertThat(prepare("aircraft", "--size", 16)).as(command.printed()).isZero();
        assertThat(prepare("aircraft", "--size", 16, "--keep-banner", "--as", "kept"))
                .as(command.printed())
                .isZero();
        assertThat(manifest("aircraft").tool()).endsWith("banner cut off; limit 0");
        assertThat(manifest("kept").tool()).endsWith("banner kept; limit 0");
        assertThat(manifest("kept").files().get("train.images.u8"))
                .isNotEqualTo(manifest("aircraft").files().get("train.images.u8"));
    }

    /** As docs/data.md says it. */
    @Test
    void ofImagenetAFifthIsHeldOutOfTheLimitToo() {
        fabricate("imagenet", 12);

        assertThat(prepare("imagenet", "--size", 16, "--limit", 10)).as(command.printed()).isZero();
        assertThat(manifest("imagenet").parts().get("train").perClass()).containsOnly(8);
        assertThat(manifest("imagenet").parts().get("test").perClass()).containsOnly(2);
        assertThat(prepare("imagenet", "--size", 16, "--limit", 1, "--as", "other")).isEqualTo(1);
        assertThat(command.failure()).hasMessageContaining("only one image is to be used");
    }
}
