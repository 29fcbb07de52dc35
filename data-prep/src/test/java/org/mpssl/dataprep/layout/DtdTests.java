package org.mpssl.dataprep.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpssl.dataprep.layout.Small.list;
import static org.mpssl.dataprep.layout.Small.paths;
import static org.mpssl.dataprep.layout.Small.refused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.dataprep.layout.Layout.Options;

class DtdTests {

    private static Trees whole;
    private Trees trees;

    @BeforeAll
    static void fabricate(@TempDir Path folder) throws IOException {
        whole = Small.fabricated("dtd", folder);
    }

    @BeforeEach
    void copy() {
        trees = whole.copy();
    }

    @Test
    void everyFoldDividesAllImages() {
        List<Listing> folds = new ArrayList<>();
        for (int fold = 1; fold <= 10; fold++) {
            folds.add(Layouts.named("dtd").list(trees.tree(), new Options(fold, false, 0)));
        }

        assertThat(folds)
                .allSatisfy(listing -> assertThat(listing.images()).hasSize(3 * 47))
                .allSatisfy(listing -> assertThat(paths(listing, "val")).hasSize(47).isSorted());
        assertThat(paths(folds.get(1), "train")).isNotEqualTo(paths(folds.get(0), "train"));
        assertThat(folds.get(0)).isEqualTo(list("dtd", trees));
    }

    @Test
    void foldsEndAtTen() {
        for (int fold : new int[] {0, 11}) {
            assertThatThrownBy(
                            () ->
                                    Layouts.named("dtd")
                                            .list(trees.tree(), new Options(fold, false, 0)))
                    .isInstanceOf(UserError.class)
                    .hasMessage("There is no fold %d of DTD: name one of 1 to 10.".formatted(fold));
        }
    }

    @Test
    void strayFilesAmongTheImagesAreNotListed() {
        assertThat(trees.paths()).contains("dtd/images/texture01/.directory");
        trees.with("dtd/images/other/other_0001.jpg", new byte[0]);

        assertThat(list("dtd", trees)).isEqualTo(list("dtd", whole));
        assertThat(list("dtd", trees).classes()).hasSize(47).isSorted().startsWith("texture01");
    }

    @Test
    void imageOfTwoPartsIsRefused() {
        trees.with(
                "dtd/labels/val1.txt",
                trees.text("dtd/labels/val1.txt") + "texture01/texture01_0001.jpg\n");

        refused("dtd", trees, "texture01_0001.jpg for the part val", "already named for train");
    }
}
