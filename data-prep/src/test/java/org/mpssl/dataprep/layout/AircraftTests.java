package org.mpssl.dataprep.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpssl.dataprep.layout.Small.label;
import static org.mpssl.dataprep.layout.Small.list;
import static org.mpssl.dataprep.layout.Small.paths;
import static org.mpssl.dataprep.layout.Small.refused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.dataprep.layout.Layout.Options;

class AircraftTests {

    private static Trees whole;
    private Trees trees;

    @BeforeAll
    static void fabricate(@TempDir Path folder) throws IOException {
        whole = Small.fabricated("aircraft", folder);
    }

    @BeforeEach
    void copy() {
        trees = whole.copy();
    }

    private static final String DATA = "fgvc-aircraft-2013b/data/";

    @Test
    void labelIsTheRestOfTheLine() {
        List<String> lines = trees.text(DATA + "images_variant_test.txt").lines().toList();
        Listing listing = list("aircraft", trees);

        assertThat(lines.get(0)).matches("\\d{7} F-16A/B");
        assertThat(lines.get(5)).matches("\\d{7} Maker 707-095");
        assertThat(label(listing, image(lines.get(1)))).isEqualTo(1);
        assertThat(label(listing, image(lines.get(5)))).isEqualTo(5);
    }

    @Test
    void classesAreInTheOrderOfTheirList() {
        assertThat(list("aircraft", trees).classes())
                .hasSize(100)
                .startsWith("F-16A/B", "F/A-18", "Maker 707-098", "Maker 707-097");
    }

    @Test
    void imagesAreInTheOrderOfTheirNumbers() {
        assertThat(paths(list("aircraft", trees), "train")).hasSize(100).isSorted();
    }

    @Test
    void bannerIsCroppedUnlessItIsToStay() {
        assertThat(list("aircraft", trees).images())
                .extracting(RawImage::cropBottom)
                .containsOnly(20);
        assertThat(Layouts.named("aircraft").list(trees.tree(), new Options(1, true, 0)).images())
                .extracting(RawImage::cropBottom)
                .containsOnly(0);
    }

    @Test
    void variantThatIsNotListedIsRefused() {
        trees.edit(DATA + "variants.txt", "F/A-18", "F/A-19");

        refused("aircraft", trees, "the variant 'F/A-18'", "variants.txt");
    }

    @Test
    void lineWithoutLabelIsRefused() {
        trees.with(DATA + "images_variant_val.txt", "0034309\n");

        refused("aircraft", trees, "images_variant_val.txt has the line '0034309'");
    }

    @Test
    void imageOnTwoListsIsRefused() {
        trees.with(
                DATA + "images_variant_test.txt",
                trees.text(DATA + "images_variant_train.txt").lines().findFirst().orElseThrow());

        refused("aircraft", trees, "for the part test, but it was already named for train");
    }

    @Test
    void windowsLineEndsDoNotMatter() {
        for (String list : List.of("variants.txt", "images_variant_train.txt")) {
            trees.with(DATA + list, trees.text(DATA + list).replace("\n", "\r\n"));
        }

        assertThat(list("aircraft", trees)).isEqualTo(list("aircraft", whole));
    }

    @Test
    void emptyListIsRefused() {
        refused(
                "aircraft",
                trees.with(DATA + "images_variant_val.txt", "\n"),
                "images_variant_val.txt names no image of the part val");
    }

    private static String image(String line) {
        return DATA + "images/%s.jpg".formatted(line.substring(0, 7));
    }
}
