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

class ChaoyangTests {

    private static Trees whole;
    private Trees trees;

    @BeforeAll
    static void fabricate(@TempDir Path folder) throws IOException {
        whole = Small.fabricated("chaoyang", folder);
    }

    @BeforeEach
    void copy() {
        trees = whole.copy();
    }

    @Test
    void suffixesAreInCapitals() {
        Listing listing = list("chaoyang", trees);

        assertThat(paths(listing, "test"))
                .hasSize(4)
                .isSorted()
                .startsWith("test/535940-IMG001x001-0.JPG");
        assertThat(label(listing, "train/535940-IMG003x001-2.JPG")).isEqualTo(2);
        assertThat(listing.classes())
                .containsExactly("normal", "serrated", "adenocarcinoma", "adenoma");
        assertThat(listing.remarks()).isEmpty();
    }

    @Test
    void labelThatIsNotTheNamesIsFollowedAndRemarkedOn() {
        trees.with(
                "train.json",
                "[{\"name\": \"train/535940-IMG003x001-2.JPG\", \"label\": 1},"
                        + " {\"label\": 0, \"name\": \"train/535940-IMG001x001-0.JPG\"}]");
        Listing listing = list("chaoyang", trees);

        assertThat(label(listing, "train/535940-IMG003x001-2.JPG")).isEqualTo(1);
        assertThat(listing.remarks())
                .containsExactly(
                        "train.json gives 1 images another label than their names end with, for"
                                + " example train/535940-IMG003x001-2.JPG; the list is followed.");
    }

    @Test
    void whatIsNotAListOfLabelsIsRefused() {
        for (String json :
                List.of(
                        "",
                        "{}",
                        "[1]",
                        "[null]",
                        "[{\"label\": 1}]",
                        "[{\"label\": 1.5, \"name\": \"\"}]")) {
            refused(
                    "chaoyang",
                    trees.with("test.json", json),
                    "test.json is not a list of {\"label\"");
        }
        refused("chaoyang", trees.with("test.json", "[]"), "test.json names no image");
    }

    @Test
    void labelBeyondTheClassesIsRefused() {
        trees.with("test.json", "[{\"label\": 4, \"name\": \"test/535940-IMG001x001-0.JPG\"}]");

        refused("chaoyang", trees, "class number 5, counted from 1; there are 4 classes");
    }
}
