package org.mpssl.dataprep.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpssl.dataprep.layout.Small.list;
import static org.mpssl.dataprep.layout.Small.paths;
import static org.mpssl.dataprep.layout.Small.refused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Birds2011Tests {

    private static Trees whole;
    private Trees trees;

    @BeforeAll
    static void fabricate(@TempDir Path folder) throws IOException {
        whole = Small.fabricated("birds", folder);
    }

    @BeforeEach
    void copy() {
        trees = whole.copy();
    }

    private static final String ROOT = "CUB_200_2011/";

    @Test
    void imagesAreInTheOrderOfTheirIds() {
        Listing listing = list("birds", trees);

        assertThat(trees.paths()).contains("attributes.txt");
        assertThat(paths(listing, "train"))
                .hasSize(200)
                .startsWith(
                        ROOT + "images/001.Rehearsal_Bird_1/Rehearsal_Bird_0001_1001.jpg",
                        ROOT + "images/002.Rehearsal_Bird_2/Rehearsal_Bird_0001_1003.jpg");
        assertThat(listing.classes()).startsWith("001.Rehearsal_Bird_1");
    }

    @Test
    void linesMayBeInAnyOrder() {
        for (String list :
                List.of(
                        "images.txt",
                        "image_class_labels.txt",
                        "classes.txt",
                        "train_test_split.txt")) {
            List<String> lines = new ArrayList<>(trees.text(ROOT + list).lines().toList());
            Collections.reverse(lines);
            trees.with(ROOT + list, String.join("\n", lines));
        }

        assertThat(list("birds", trees)).isEqualTo(list("birds", whole));
    }

    @Test
    void oneMeansTraining() {
        assertThat(trees.text(ROOT + "train_test_split.txt")).startsWith("1 1\n2 0\n");
        assertThat(list("birds", trees).images().get(0).part()).isEqualTo("train");

        trees.edit(ROOT + "train_test_split.txt", "2 0\n", "2 2\n");
        refused("birds", trees, "gives image 2 the part 2", "1 (training) or 0 (test)");
    }

    @Test
    void listsOfOtherIdsAreRefused() {
        trees.edit(ROOT + "images.txt", "400 200.", "401 200.");

        refused("birds", trees, "should number the same ones");
    }

    @Test
    void idThatIsThereTwiceIsRefused() {
        trees.edit(ROOT + "image_class_labels.txt", "\n2 1\n", "\n1 1\n");

        refused("birds", trees, "image_class_labels.txt has a number twice");
    }

    @Test
    void labelThatIsNotTheFoldersIsRefused() {
        trees.edit(ROOT + "image_class_labels.txt", "\n2 1\n", "\n2 7\n");
        refused("birds", trees, "the class 7, which is not the one of its folder");

        trees.edit(ROOT + "image_class_labels.txt", "\n2 7\n", "\n2 201\n");
        refused("birds", trees, "the class 201, which is not the one of its folder");
    }

    @Test
    void wordWhereANumberShouldBeIsRefused() {
        trees.edit(ROOT + "image_class_labels.txt", "\n2 1\n", "\n2 one\n");

        refused("birds", trees, "has 'one' where a number should be");
    }

    @Test
    void classesThatLeaveANumberOutAreRefused() {
        trees.edit(ROOT + "classes.txt", "7 007.", "207 007.");

        refused("birds", trees, "classes.txt does not number its 200 classes from 1 on");
    }
}
