package org.mpssl.dataprep.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpssl.dataprep.layout.Small.list;
import static org.mpssl.dataprep.layout.Small.paths;
import static org.mpssl.dataprep.layout.Small.refused;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Birds2010Tests {

    private static Trees whole;
    private Trees trees;

    @BeforeAll
    static void fabricate(@TempDir Path folder) throws IOException {
        whole = Small.fabricated("birds-2010", folder);
    }

    @BeforeEach
    void copy() {
        trees = whole.copy();
    }

    @Test
    void labelIsTheFoldersNumberLessOne() {
        Listing listing = list("birds-2010", trees);

        assertThat(listing.images())
                .hasSize(400)
                .allSatisfy(
                        image ->
                                assertThat(image.path())
                                        .startsWith("images/%03d.".formatted(image.label() + 1)));
        assertThat(paths(listing, "train")).isSorted();
    }

    @Test
    void whatMacOsAddsIsPassedOver() {
        assertThat(trees.paths()).contains("lists/._train.txt");
        assertThat(list("birds-2010", trees).images())
                .extracting(RawImage::path)
                .noneMatch(path -> path.contains("._"));
    }

    @Test
    void imageOfAnUnknownFolderIsRefused() {
        trees.edit("lists/test.txt", "017.Rehearsal", "217.Rehearsal");

        refused("birds-2010", trees, "lists/test.txt names '217.Rehearsal", "none of the classes");
    }

    @Test
    void lineWithoutAFolderIsRefused() {
        trees.with("lists/test.txt", "bird.jpg\n");

        refused("birds-2010", trees, "has the line 'bird.jpg'", "a path within a folder");
    }

    @Test
    void listsThatDoNotMakeUpTheWholeAreRefused() {
        trees.with("lists/files.txt", trees.text("lists/train.txt"));

        refused("birds-2010", trees, "lists/files.txt has 200 images", "not the sum");
    }
}
