package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the catalogue says of a dataset's archives, and what is told while they are looked at. */
class PrepareArchivesTests {

    @TempDir private Path folder;
    private final CommandRun command = new CommandRun();

    @Test
    void anArchiveOfMoreThanTheCatalogueSaysIsRefused() throws IOException {
        Path raw = folder.resolve("raw");
        command.run("fabricate", "dtd", "--out", raw, "--images", 1, "--side", 16);
        Path catalogue = Path.of(raw + ".json");
        String json = Files.readString(catalogue);
        String most = "\"unpacked\" : {\"entries\": 9, \"bytes\": 1000000}";
        Files.writeString(catalogue, json.replace("\"unpacked\" : null", most));

        assertThat(prepare(raw)).isEqualTo(1);
        assertThat(command.failure()).hasMessageContaining("it has more than 9 entries");
    }

    @Test
    void whoWaitsForAChecksumOfAFetchedFileIsToldSo() throws IOException {
        Path raw = folder.resolve("data/raw/dtd");
        command.run("fabricate", "dtd", "--out", raw, "--images", 1, "--side", 16);
        Path catalogue = Path.of(raw + ".json");
        String somewhere = "\"urls\" : [ \"http://127.0.0.1:9/dtd-r1.0.1.tar.gz\" ]";
        Files.writeString(
                catalogue, Files.readString(catalogue).replace("\"urls\" : [ ]", somewhere));

        assertThat(prepare(raw, "--download")).as(command.printed()).isZero();
        assertThat(command.printed())
                .contains("Checking dtd-r1.0.1.tar.gz, which is there already.");
    }

    private int prepare(Path raw, String... more) {
        Stream<String> usual =
                Stream.of(
                        "prepare",
                        "dtd",
                        "--from",
                        raw.toString(),
                        "--catalogue",
                        raw + ".json",
                        "--root",
                        folder.resolve("data").toString(),
                        "--size",
                        "16");
        return command.run(Stream.concat(usual, Stream.of(more)).toArray());
    }
}
