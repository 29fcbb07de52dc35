package org.mpssl.dataprep.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpssl.dataprep.layout.Small.label;
import static org.mpssl.dataprep.layout.Small.list;
import static org.mpssl.dataprep.layout.Small.paths;
import static org.mpssl.dataprep.layout.Small.refused;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PetsTests {

    private static Trees whole;
    private Trees trees;

    @BeforeAll
    static void fabricate(@TempDir Path folder) throws IOException {
        whole = Small.fabricated("pets", folder);
    }

    @BeforeEach
    void copy() {
        trees = whole.copy();
    }

    @Test
    void classIsCalledAsItsBreedUpToTheLastUnderscore() {
        Listing listing = list("pets", trees);

        assertThat(listing.classes())
                .hasSize(37)
                .startsWith("Abyssinian", "american_bulldog", "american_pit_bull_terrier")
                .endsWith("yorkshire_terrier")
                .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
        assertThat(label(listing, "images/american_pit_bull_terrier_100.jpg")).isEqualTo(2);
    }

    @Test
    void imagesAreInTheOrderOfTheirNamesWhateverTheirCase() {
        assertThat(paths(list("pets", trees), "train"))
                .hasSize(37)
                .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER)
                .startsWith("images/Abyssinian_100.jpg", "images/american_bulldog_100.jpg");
    }

    @Test
    void commentsAndLeftoversAreNoImages() {
        assertThat(trees.text("annotations/list.txt")).startsWith("#Image");
        assertThat(trees.paths())
                .contains("images/Abyssinian_100.mat", "annotations/trimaps/._Abyssinian_100.png");
        assertThat(list("pets", trees).images())
                .extracting(RawImage::path)
                .allMatch(path -> path.matches("images/[A-Za-z_]+_\\d+\\.jpg"));
    }

    @Test
    void listsThatDoNotMakeUpTheWholeAreRefused() {
        trees.edit("annotations/list.txt", "beagle_100 ", "beagle_999 ");

        refused("pets", trees, "annotations/list.txt has 74 images", "not the same");
    }

    @Test
    void classOfTwoBreedsIsRefused() {
        trees.edit("annotations/list.txt", "beagle_100 5 ", "beagle_100 1 ");

        refused(
                "pets",
                trees,
                "gives beagle_100 the class 1, whose first image is one of 'Abyssinian'");
    }

    @Test
    void labelBeyondTheClassesIsRefused() {
        trees.edit("annotations/test.txt", "beagle_101 5 ", "beagle_101 38 ");

        refused("pets", trees, "gives images/beagle_101.jpg class number 38", "37 classes");
    }
}
