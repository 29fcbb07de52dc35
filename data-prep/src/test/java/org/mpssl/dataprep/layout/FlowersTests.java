package org.mpssl.dataprep.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpssl.dataprep.layout.Small.label;
import static org.mpssl.dataprep.layout.Small.list;
import static org.mpssl.dataprep.layout.Small.paths;
import static org.mpssl.dataprep.layout.Small.refused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowersTests {

    private static Trees whole;
    private Trees trees;

    @BeforeAll
    static void fabricate(@TempDir Path folder) throws IOException {
        whole = Small.fabricated("flowers", folder);
    }

    @BeforeEach
    void copy() {
        trees = whole.copy();
    }

    @Test
    void officialPartsAreKeptAndLabelsAreFromZero() {
        Listing listing = list("flowers", trees);

        // Three images of each class in a row, one of each part.
        assertThat(paths(listing, "train"))
                .hasSize(102)
                .startsWith("jpg/image_00001.jpg", "jpg/image_00004.jpg");
        assertThat(paths(listing, "val")).startsWith("jpg/image_00002.jpg");
        assertThat(paths(listing, "test")).startsWith("jpg/image_00003.jpg");
        assertThat(label(listing, "jpg/image_00001.jpg")).isZero();
        assertThat(label(listing, "jpg/image_00306.jpg")).isEqualTo(101);
    }

    @Test
    void classesHaveNumbersForNames() {
        assertThat(list("flowers", trees).classes())
                .hasSize(102)
                .startsWith("class 1", "class 2")
                .endsWith("class 102");
    }

    @Test
    void everyImageIsInOnePart() {
        refused("flowers", parts(numbers(1, 102), numbers(103, 204), numbers(205, 305)), "has 305");
        refused(
                "flowers",
                parts(numbers(1, 102), numbers(103, 204), numbers(204, 305)),
                "image_00204.jpg for the part test, but it was already named for val");
        refused(
                "flowers",
                parts(numbers(0, 101), numbers(103, 204), numbers(205, 306)),
                "setid.mat has image 0, but imagelabels.mat has labels of 1 to 306");
    }

    @Test
    void labelsBeyondTheClassesAreRefused() {
        for (int label : new int[] {0, 103}) {
            int[] labels = numbers(1, 306);
            Arrays.fill(labels, 1);
            labels[5] = label;
            trees.with("imagelabels.mat", MatBytes.of("labels", labels));

            refused(
                    "flowers",
                    trees,
                    "gives jpg/image_00006.jpg class number %d".formatted(label),
                    "there are 102 classes");
        }
    }

    private Trees parts(int[] train, int[] val, int[] test) {
        return trees.with("setid.mat", MatBytes.of("trnid", train, "valid", val, "tstid", test));
    }

    private static int[] numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).toArray();
    }
}
