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
import org.mpssl.dataprep.layout.Layout.Options;
import org.mpssl.dataprep.rehearsal.Amount;
import org.mpssl.dataprep.rehearsal.Fabricated;

class CarsTests {

    private static Trees whole;
    private Trees trees;

    @BeforeAll
    static void fabricate(@TempDir Path folder) throws IOException {
        whole = Small.fabricated("cars", folder);
    }

    @BeforeEach
    void copy() {
        trees = whole.copy();
    }

    @Test
    void imagesAreInTheOrderOfTheirNumbersAndLabelsFromZero() {
        Listing listing = list("cars", trees);

        assertThat(paths(listing, "train"))
                .hasSize(196)
                .isSorted()
                .startsWith("cars_train/00001.jpg");
        assertThat(label(listing, "cars_train/00001.jpg")).isZero();
        // In one byte, which has no sign.
        assertThat(label(listing, "cars_test/00195.jpg")).isEqualTo(194);
        assertThat(label(listing, "cars_test/00196.jpg")).isEqualTo(195);
        assertThat(listing.classes()).startsWith("Maker Model-1 C/V Sedan 2012");
    }

    @Test
    void testImagesNeedTheFileWithLabels() {
        refused(
                "cars",
                trees.without("cars_test_annos_withlabels.mat"),
                "lack cars_test_annos_withlabels.mat",
                "cars_test_annos.mat does not say what the test images show");
    }

    @Test
    void listWithoutLabelsUnderTheOthersNameIsRefused() {
        byte[] unlabelled = trees.bytes("devkit/cars_test_annos.mat");

        refused(
                "cars",
                trees.with("cars_test_annos_withlabels.mat", unlabelled),
                "cars_test_annos_withlabels.mat has no annotations.class");
    }

    @Test
    void nestedCopyIsReadAndRemarkedOn() {
        trees.moved("cars_train/", "archive/cars_train/cars_train/")
                .moved("cars_test/", "archive/cars_test/cars_test/")
                .moved("devkit/", "archive/car_devkit/devkit/");
        Listing listing = list("cars", trees);

        assertThat(listing.images()).hasSize(392);
        assertThat(paths(listing, "test")).contains("archive/cars_test/cars_test/00001.jpg");
        assertThat(listing.remarks()).hasSize(1);
        assertThat(listing.remarks().get(0)).contains("one folder deeper");
    }

    @Test
    void combinedCopyIsRefused() {
        Trees combined =
                Trees.empty()
                        .with("cars_annos.mat", new byte[0])
                        .with("car_ims/000001.jpg", new byte[0]);

        refused("cars", combined, "cars_annos.mat", "car_ims", "car_devkit.tgz");
    }

    @Test
    void combinedListBesideTheOfficialOnesDoesNoHarm() {
        assertThat(list("cars", trees.with("cars_annos.mat", new byte[0])).images()).hasSize(392);
    }

    @Test
    void allMissingImagesAreCountedAndSomeAreNamed() {
        trees.moved("cars_train/0000", "elsewhere/0000").without("cars_test/00196.jpg");

        refused(
                "cars",
                trees,
                "name 10 images that are not among the raw files",
                "cars_train/00001.jpg, cars_train/00002.jpg, cars_train/00003.jpg,"
                        + " cars_train/00004.jpg, cars_train/00005.jpg. Check");
    }

    @Test
    void imageThatIsThereTwiceIsRefused() {
        trees.with("copy/cars_train/00003.jpg", new byte[0]);

        refused("cars", trees, "cars_train/00003.jpg more than once");
    }

    @Test
    void limitTakesTheFirstTrainingImagesOfEachClass(@TempDir Path folder) throws IOException {
        Fabricated.named("cars").write(folder.resolve("more"), new Amount(3, 8, 0));
        Listing listing =
                Layouts.named("cars")
                        .list(Trees.read(folder.resolve("more")).tree(), new Options(1, false, 2));

        assertThat(paths(listing, "train")).hasSize(2 * 196).endsWith("cars_train/00392.jpg");
        assertThat(paths(listing, "test")).hasSize(3 * 196);
    }
}
