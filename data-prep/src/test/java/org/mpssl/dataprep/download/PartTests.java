package org.mpssl.dataprep.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;

/** In which order a part and its note are written: a process may be killed between any two. */
class PartTests {

    private static final URI URL = URI.create("http://localhost/a");
    private static final PartNote NOTE = new PartNote(URL.toString(), "\"v1\"", "", 1000);

    @TempDir private Path folder;
    private Path file;
    private Path note;

    @BeforeEach
    void place() {
        file = folder.resolve("a.tgz.part");
        note = folder.resolve("a.tgz.part.json");
    }

    private Part open() throws IOException {
        return Part.open(folder.resolve("a.tgz"), List.of(URL), (bytes, total, speed) -> {});
    }

    @Test
    void theNoteIsThereBeforeTheFirstByte() throws IOException {
        try (Part part = open()) {
            part.begin(NOTE);

            assertThat(PartNote.read(note)).contains(NOTE);
            assertThat(file).isEmptyFile();
        }
    }

    @Test
    void oldBytesAreGoneBeforeANewNoteIsWritten() throws IOException {
        Files.write(file, new byte[500]);
        // A folder in its place: the note cannot be written, as if the process ended just then.
        Files.createDirectories(note.resolve("x"));
        try (Part part = open()) {
            assertThatThrownBy(() -> part.begin(NOTE))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("Cannot write " + folder.resolve("a.tgz"));
        }

        assertThat(file).isEmptyFile();
    }

    @Test
    void theBytesOfAnEarlierProcessCountForTheSum() throws IOException {
        try (Part part = open()) {
            part.begin(NOTE);
            part.append(new byte[400]);
        }
        try (Part part = open()) {
            assertThat(part.resumable(URL)).isEqualTo(400);
            part.resume();
            part.append(new byte[600]);

            assertThat(part.isWhole(URL)).isTrue();
            // head -c 1000 /dev/zero | sha256sum
            assertThat(part.sha256())
                    .isEqualTo("541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53");
            part.finish();
        }

        assertThat(folder.resolve("a.tgz")).hasBinaryContent(new byte[1000]);
        assertThat(file).doesNotExist();
        assertThat(note).doesNotExist();
    }

    @Test
    void aFileThatHasAppearedMeanwhileIsNotOverwritten() throws IOException {
        try (Part part = open()) {
            part.begin(NOTE);
            part.append(new byte[1000]);
            Files.createFile(folder.resolve("a.tgz"));

            assertThatThrownBy(part::finish)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("it has appeared meanwhile");
        }
        assertThat(folder.resolve("a.tgz")).isEmptyFile();
    }

    @Test
    void aNoteIsWhatTheHeadersSay() {
        HttpHeaders headers =
                HttpHeaders.of(
                        Map.of("etag", List.of("W/\"v\""), "last-modified", List.of("Monday")),
                        (name, value) -> true);

        assertThat(PartNote.of(URL, headers, 7))
                .isEqualTo(new PartNote("http://localhost/a", "W/\"v\"", "Monday", 7));
    }
}
