package org.mpssl.dataprep.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpssl.dataprep.layout.Small.label;
import static org.mpssl.dataprep.layout.Small.list;
import static org.mpssl.dataprep.layout.Small.paths;
import static org.mpssl.dataprep.layout.Small.refused;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mpssl.dataprep.layout.Layout.Options;
import org.mpssl.tensor.RandomStreams;

class FolderOfClassesTests {

    @Test
    void classesAreTheFoldersByName() {
        Listing listing =
                list(
                        "folder",
                        of("b/1.jpg", "b/2.jpg", "B/1.jpg", "B/2.jpg", "a/1.jpg", "a/2.jpg"));

        assertThat(listing.classes()).containsExactly("B", "a", "b");
        assertThat(label(listing, "b/1.jpg")).isEqualTo(2);
    }

    @Test
    void partsMayHaveTheirUsualNames() {
        for (String val : List.of("val", "valid", "Validation")) {
            Listing listing =
                    list(
                            "folder",
                            of("x/train/a/1.jpg", "x/Train/b/1.jpg", "x/%s/a/2.jpg".formatted(val))
                                    .with("x/test/b/3.jpg", ""));

            assertThat(paths(listing, "train")).hasSize(2);
            assertThat(paths(listing, "val")).containsExactly("x/%s/a/2.jpg".formatted(val));
            assertThat(paths(listing, "test")).containsExactly("x/test/b/3.jpg");
            assertThat(listing.remarks()).isEmpty();
        }
    }

    /** The class folders themselves are the training images then. */
    @Test
    void classesMayLieBesideTheTest() {
        Listing listing = list("folder", of("a/1.jpg", "b/1.jpg", "test/a/1.jpg", "test/b/1.jpg"));

        assertThat(listing.classes()).containsExactly("a", "b");
        assertThat(paths(listing, "train")).containsExactly("a/1.jpg", "b/1.jpg");
        assertThat(paths(listing, "test")).containsExactly("test/a/1.jpg", "test/b/1.jpg");
        assertThat(listing.remarks()).isEmpty();
    }

    @Test
    void imagesAreKnownByTheirSuffix() {
        Trees trees =
                of("a/1.JPEG", "a/2.Png", "b/3.gif", "b/4.bmp", "a/5.jpg", "a/jpg", "a/6.txt")
                        .with("a/._1.JPEG", "")
                        .with("a/.hidden.png", "")
                        .with(".cache/a/1.JPEG", "")
                        .with("__MACOSX/a/1.JPEG", "")
                        .with("a/.DS_Store", "");

        assertThat(list("folder", trees).images())
                .extracting(RawImage::path)
                .containsExactlyInAnyOrder("a/1.JPEG", "a/2.Png", "b/3.gif", "b/4.bmp", "a/5.jpg");
    }

    @Test
    void whatIsNotTakenForAnImageIsCounted() {
        Trees trees =
                of("a/1.jpg", "b/1.jpg", "test/a/2.jpg")
                        .with("a/2.webp", "")
                        .with("a/3.WEBP", "")
                        .with("notes.txt", "")
                        .with("README", "")
                        .with("a/.DS_Store", "");

        assertThat(list("folder", trees).remarks())
                .containsExactly(
                        "Not taken for images, by their names: 1 .txt, 2 .webp, 1 without a suffix.");
    }

    @Test
    void folderOfImagesThatCannotBeReadIsRefused() {
        refused(
                "folder",
                of("oak/1.jpg", "ash/1.jpg").with("elm/1.webp", ""),
                "The folder of elm/1.webp has no image that can be read",
                "jpg, jpeg, png, gif, bmp");
    }

    @Test
    void oneClassIsRefused() {
        refused("folder", of("oak/1.jpg", "oak/2.jpg"), "one class only, 'oak'", "needs two");
    }

    @Test
    void withoutATestFolderAFifthOfEachClassIsHeldOut() {
        Trees trees = Trees.empty();
        IntStream.range(0, 50).forEach(i -> trees.with("a/%02d.png".formatted(i), ""));
        IntStream.range(0, 14).forEach(i -> trees.with("b/%02d.png".formatted(i), ""));
        Listing listing = list("folder", trees);

        List<String> test = paths(listing, "test");
        assertThat(test).hasSize(12).filteredOn(path -> path.startsWith("a/")).hasSize(10);
        assertThat(paths(listing, "train")).hasSize(52).doesNotContainAnyElementsOf(test);
        assertThat(new TreeSet<>(test)).containsExactlyElementsOf(test);
        // Neither the first ones nor evenly spread, and the same in every run.
        assertThat(test).isNotEqualTo(trees.paths().subList(0, 10)).isEqualTo(held(50, 14));
        assertThat(listing.remarks()).hasSize(1);
        assertThat(listing.remarks().get(0)).contains("no test folder: 12 of the training images");
    }

    @Test
    void limitTakesTheFirstByName() {
        Trees trees = Trees.empty();
        for (String part : List.of("train", "test")) {
            IntStream.range(0, 9).forEach(i -> trees.with("%s/a/%d.png".formatted(part, i), ""));
        }
        trees.with("train/b/0.png", "").with("train/b/1.png", "");
        Options three = new Options(1, false, 3);

        Listing limited = Layouts.named("folder").list(trees.tree(), three);
        assertThat(paths(limited, "train"))
                .containsExactly(
                        "train/a/0.png",
                        "train/a/1.png",
                        "train/a/2.png",
                        "train/b/0.png",
                        "train/b/1.png");
        assertThat(paths(limited, "test")).hasSize(9);

        IntStream.range(0, 9).forEach(i -> trees.without("test/a/%d.png".formatted(i)));
        limited = Layouts.named("imagenet").list(trees.tree(), new Options(1, false, 5));
        assertThat(limited.images())
                .extracting(RawImage::path)
                .containsExactlyInAnyOrder(
                        "train/a/0.png",
                        "train/a/1.png",
                        "train/a/2.png",
                        "train/a/3.png",
                        "train/a/4.png",
                        "train/b/0.png",
                        "train/b/1.png");
        assertThat(paths(limited, "test")).hasSize(2);
    }

    /** As docs/data.md says of ImageNet. */
    @Test
    void limitCountsTheImagesThatAreHeldOut() {
        Trees trees = Trees.empty();
        IntStream.range(0, 130).forEach(i -> trees.with("n01440764/%03d.JPEG".formatted(i), ""));

        Listing limited = Layouts.named("imagenet").list(trees.tree(), new Options(1, false, 100));

        assertThat(paths(limited, "train")).hasSize(80);
        assertThat(paths(limited, "test")).hasSize(20);
    }

    @Test
    void foldersOfFoldersAreRefused() {
        refused("folder", of("a/1.png", "b/c/1.png"), "not of one depth: a/1.png and b/c/1.png");
        refused("folder", of("train/a/1.png", "b/1.png", "test/a/1.png"), "not of one depth");
    }

    @Test
    void imageInNoFolderIsRefused() {
        refused("folder", of("1.png"), "1.png lies in no folder");
    }

    @Test
    void classOfTheTestAloneIsRefused() {
        refused(
                "folder",
                of("train/a/1.png", "test/b/1.png"),
                "The part test has the class 'b', the part train has not");
    }

    @Test
    void testImagesAloneAreRefused() {
        refused("folder", of("test/a/1.png"), "the folder test, but no training images");
    }

    @Test
    void nothingAtAllIsRefused() {
        refused("folder", of("a/readme.txt"), "no image under --from", "jpg, jpeg, png, gif, bmp");
    }

    @Test
    void oneImageCannotBeDivided() {
        refused("folder", of("a/1.png", "a/2.png", "b/1.png"), "Of the class 'b' only one image");
    }

    /** What the documented rule gives: the first fifth of the permutation of each class, sorted. */
    private static List<String> held(int a, int b) {
        return Stream.concat(held("a", 0, a), held("b", 1, b)).toList();
    }

    private static Stream<String> held(String name, int label, int count) {
        int[] order = new RandomStreams(0).at("folder-test", label).permutation(count);
        return Arrays.stream(order)
                .limit(count / 5)
                .sorted()
                .mapToObj(i -> "%s/%02d.png".formatted(name, i));
    }

    private static Trees of(String... paths) {
        Trees trees = Trees.empty();
        Arrays.stream(paths).forEach(path -> trees.with(path, ""));
        return trees;
    }
}
