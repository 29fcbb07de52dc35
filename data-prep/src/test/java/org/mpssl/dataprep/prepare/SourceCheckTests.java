package org.mpssl.dataprep.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.data.DatasetManifest;
import org.mpssl.files.Sha256;

/** Files that are not the published ones though nothing is wrong with them. */
class SourceCheckTests {

    private static final String ARCHIVE = "dtd-r1.0.1.tar.gz";

    @TempDir private Path folder;

    private static void append(Path file) throws IOException {
        Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);
    }

    @Test
    void onePixelInAValidArchiveIsNoticed() throws IOException {
        Trial trial = new Trial(folder, "dtd", 1);
        Path archive = trial.raw().resolve(ARCHIVE);
        String right = Sha256.ofFile(archive);
        new Repacked(archive).changePixel("dtd/images/texture07/texture07_0002.jpg").pack(archive);

        trial.refused(
                "%s is not the published file: its sha256 is %s and should be %s."
                        .formatted(ARCHIVE, Sha256.ofFile(archive), right),
                "Get the file again",
                "--no-verify");
        assertThat(trial.target()).doesNotExist();
    }

    @Test
    void whoeverTakesItAllTheSameHasItRecorded() throws IOException {
        Trial trial = new Trial(folder, "dtd", 1);
        DatasetManifest before = trial.run();
        Path archive = trial.raw().resolve(ARCHIVE);
        new Repacked(archive).changePixel("dtd/images/texture07/texture07_0002.jpg").pack(archive);
        Trial again = trial.unverified().into("changed");
        DatasetManifest changed = again.run();

        assertThat(before.description()).doesNotContain("NOT VERIFIED");
        assertThat(changed.description())
                .contains("NOT VERIFIED: %s is not the published file.".formatted(ARCHIVE));
        assertThat(changed.sources()).containsEntry(ARCHIVE, Sha256.ofFile(archive));
        assertThat(changed.files().get("val.images.u8"))
                .isNotEqualTo(before.files().get("val.images.u8"));
        assertThat(changed.files().get("train.images.u8"))
                .isEqualTo(before.files().get("train.images.u8"));
    }

    @Test
    void ofUnpackedFilesItIsToldThatNothingWasCompared() throws IOException {
        Trial trial = new Trial(folder, "dtd", 1);
        DatasetManifest packed = trial.run();
        Path archive = trial.raw().resolve(ARCHIVE);
        new Repacked(archive).unpack(trial.raw());
        Files.delete(archive);
        DatasetManifest unpacked = trial.into("unpacked").run();

        assertThat(unpacked.description())
                .contains(
                        "%s was found unpacked, so its published checksum could not be compared."
                                .formatted(ARCHIVE));
        assertThat(unpacked.files().get("test.images.u8"))
                .isEqualTo(packed.files().get("test.images.u8"));
    }

    @Test
    void aSingleFileIsComparedToo() throws IOException {
        Trial trial = new Trial(folder, "chaoyang", 1);
        append(trial.raw().resolve("test.json"));

        trial.refused("test.json is not the published file", "Get the file again");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Trial trial = new Trial(folder, "chaoyang", 1);
        Files.delete(trial.raw().resolve("test.json"));

        trial.refused("There is no test.json among the raw files");
    }

    /** Where nothing is published, what was found the first time is what counts. */
    @Test
    void aListWithoutAPublishedChecksumIsComparedWithTheOneFoundBefore() throws IOException {
        Trial trial = new Trial(folder, "chaoyang", 1).withoutChecksums();
        assertThat(trial.run().description())
                .contains("No checksum of test.json is published; the one found is recorded.");

        append(trial.raw().resolve("test.json"));
        trial.refused("exists already, and was not made of these files by these rules");
    }

    @Test
    void anImageOfAnotherSizeInAFolderIsNoticed() throws IOException {
        Trial trial = new Trial(folder, "folder", 1);
        trial.run();

        append(trial.raw().resolve("train/class03/class03_1.JPEG"));
        trial.refused("exists already, and was not made of these files by these rules");
    }
}
