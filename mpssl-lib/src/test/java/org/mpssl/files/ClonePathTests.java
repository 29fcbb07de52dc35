package org.mpssl.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;

class ClonePathTests {

    @TempDir private Path clone;

    @Test
    void pathsThatAreNotInTheWorkingDirectoryAreLookedUpInTheClone() throws IOException {
        Path there = Files.createDirectories(clone.resolve("data/flowers"));

        assertThat(find("data/flowers")).isEqualTo(there);
    }

    @Test
    void workingDirectoryComesFirst() throws IOException {
        Files.createFile(clone.resolve("pom.xml"));

        assertThat(find("pom.xml")).isEqualTo(Path.of("pom.xml"));
    }

    @Test
    void absolutePathsAndThoseThatAreNowhereStayAsTheyAre() throws IOException {
        Path absolute = Files.createFile(clone.resolve("a.json"));

        assertThat(find("" + absolute)).isEqualTo(absolute);
        assertThat(find("data/none")).isEqualTo(Path.of("data/none"));
        assertThat(ClonePath.of("data/none", Map.of())).isEqualTo(Path.of("data/none"));
    }

    @Test
    void charactersThatNoPathHasAreAMistakeOfTheUsers() {
        assertThatThrownBy(() -> find("a/\u0000b"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("'a/?b' cannot be a path (Nul character not allowed)");
    }

    @Test
    void aPlaceHasOneNameHoweverItIsWritten() {
        for (String path :
                List.of("data/cars", "data/cars/", "./data/cars", clone + "/data/../data/cars")) {
            assertThat(ClonePath.name(path, Map.of("WORKBENCH_HOME", "" + clone)))
                    .isEqualTo("data/cars");
        }
        assertThat(ClonePath.name("/far/cars/", Map.of("WORKBENCH_HOME", "" + clone)))
                .isEqualTo("/far/cars");
        assertThat(ClonePath.name("./cars", Map.of())).isEqualTo("./cars");
        assertThat(ClonePath.name("cars", Map.of())).isEqualTo("cars");
    }

    private Path find(String path) {
        return ClonePath.of(path, Map.of("WORKBENCH_HOME", "" + clone));
    }
}
