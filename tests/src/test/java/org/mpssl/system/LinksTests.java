package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every relative link of a notebook or a document leads to a file that is in git. */
@Tag("system")
class LinksTests {

    private static Set<Path> clone;

    @BeforeAll
    static void list() throws Exception {
        clone = Links.inClone();
    }

    static List<Notebook> notebooks() throws Exception {
        return Notebook.all();
    }

    static List<String> documents() throws Exception {
        return Links.names().stream().filter(name -> name.endsWith(".md")).toList();
    }

    private static List<String> broken(Path file, String markdown) {
        List<String> broken = new ArrayList<>();
        for (String target : Links.relative(markdown)) {
            if (!clone.contains(file.resolveSibling(target).normalize())) {
                broken.add(target);
            }
        }
        return broken;
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void ofANotebook(Notebook notebook) {
        assertThat(broken(notebook.file(), notebook.markdown())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void ofADocument(String name) throws Exception {
        Path file = RealClone.ROOT.resolve(name);
        assertThat(broken(file, Files.readString(file))).isEmpty();
    }

    @Test
    void linksAreFoundBesideCodeTitlesPlacesAndAddresses() {
        String text =
                """
                [`A.java`](../src/A.java), ![b](b.png "title"), [c](c.md#part), [d](#part), `[no](no.md)`,
                [e](https://arxiv.org/abs/1), [f](mailto:a@b.c) <img src="g.svg"> [h](a%20b+c.md)
                ```text
                [no](no.md)
                ```
                """;
        assertThat(Links.relative(text))
                .containsExactly("../src/A.java", "b.png", "c.md", "a b+c.md", "g.svg");
    }

    @Test
    void aFolderAndAFileOfGitAreThereButNothingThatWasBuilt() {
        assertThat(clone)
                .contains(RealClone.ROOT.resolve("README.md"), RealClone.ROOT.resolve("docs"))
                .doesNotContain(RealClone.ROOT.resolve("tests/target"));
    }
}
