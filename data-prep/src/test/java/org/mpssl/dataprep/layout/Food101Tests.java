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

class Food101Tests {

    private static Trees whole;
    private Trees trees;

    @BeforeAll
    static void fabricate(@TempDir Path folder) throws IOException {
        whole = Small.fabricated("food101", folder);
    }

    @BeforeEach
    void copy() {
        trees = whole.copy();
    }

    @Test
    void classesHaveTheirReadableNames() {
        Listing listing = list("food101", trees);

        assertThat(listing.classes()).hasSize(101).startsWith("Dish 001");
        assertThat(label(listing, "food-101/images/dish_001/9.jpg")).isZero();
        assertThat(label(listing, "food-101/images/dish_101/109.jpg")).isEqualTo(100);
    }

    @Test
    void imagesAreInTheOrderOfTheirPathsAsTexts() {
        trees.with("food-101/images/dish_001/10.jpg", new byte[0]);
        trees.with("food-101/meta/train.txt", "dish_002/10\ndish_001/9\ndish_001/10\n");

        assertThat(paths(list("food101", trees), "train"))
                .containsExactly(
                        "food-101/images/dish_001/10.jpg",
                        "food-101/images/dish_001/9.jpg",
                        "food-101/images/dish_002/10.jpg");
    }

    @Test
    void namesThatDoNotFitTheClassesAreRefused() {
        trees.edit("food-101/meta/labels.txt", "Dish 007\n", "");

        refused("food101", trees, "classes.txt has 101 classes, meta/labels.txt names 100");
    }

    @Test
    void missingListIsNamed() {
        refused("food101", trees.without("food-101/meta/test.txt"), "lack meta/test.txt");
    }
}
