package org.mpssl.dataprep.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.UserError;
import org.mpssl.dataprep.IdxFile;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.dataprep.layout.Trees;
import org.mpssl.dataprep.raw.RawTree;
import org.mpssl.files.Sha256;

class FabricatedTests {

    private static final Amount SMALL = new Amount(1, 16, 5);

    @TempDir private Path folder;

    static List<String> names() {
        return List.copyOf(Fabricated.names());
    }

    @Test
    void everyDatasetOfTheCatalogueCanBeFabricated() {
        assertThat(Fabricated.names())
                .containsExactlyInAnyOrderElementsOf(Catalogue.published().names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void sameSeedGivesTheSameBytesAndAnotherOneOthers(String name) throws IOException {
        Published made = Fabricated.named(name).write(folder.resolve("a"), SMALL);
        SortedMap<String, String> sums = sums(folder.resolve("a"));

        assertThat(Fabricated.named(name).write(folder.resolve("b"), SMALL)).isEqualTo(made);
        assertThat(sums(folder.resolve("b"))).isEqualTo(sums);
        Fabricated.named(name).write(folder.resolve("c"), new Amount(1, 16, 6));
        assertThat(sums(folder.resolve("c"))).isNotEqualTo(sums);
        assertThat(sums(folder.resolve("c")).keySet()).isEqualTo(sums.keySet());
    }

    /** Of several sets, each file has its published name and is known by what it holds. */
    @ParameterizedTest
    @MethodSource("names")
    void publishedFilesAreThereAndKnownByWhatTheyHold(String name) throws IOException {
        Published made = Fabricated.named(name).write(folder.resolve("a"), SMALL);
        List<SourceFile> real = Catalogue.published().named(name).files();

        assertThat(made.files())
                .extracting(SourceFile::name)
                .containsExactlyElementsOf(real.stream().map(SourceFile::name).toList());
        for (SourceFile file : made.files()) {
            Path path = folder.resolve("a").resolve(file.name());
            assertThat(Files.size(path)).isEqualTo(file.bytes());
            assertThat(sum(path)).isEqualTo(file.sha256());
        }
        if (!name.equals("fashion-mnist")) {
            RawTree tree = Trees.read(folder.resolve("a")).tree();
            assertThat(real)
                    .allSatisfy(
                            file ->
                                    assertThat(tree.files())
                                            .anyMatch(
                                                    raw ->
                                                            ("/" + raw.path() + "/")
                                                                    .contains(
                                                                            "/"
                                                                                    + file.holds()
                                                                                    + "/")));
        }
        assertThat(made.restricted()).isFalse();
    }

    @Test
    void petsAreNotAllWhatTheirSuffixSays() throws IOException {
        Trees pets = fabricated("pets");

        assertThat(pets.bytes("images/Abyssinian_100.jpg")).startsWith('G', 'I', 'F', '8');
        assertThat(pets.bytes("images/Egyptian_Mau_100.jpg")).startsWith(0x89, 'P', 'N', 'G');
        assertThat(pets.bytes("images/beagle_100.jpg")).startsWith(0xFF, 0xD8);
    }

    @Test
    void oneCarAndOneBirdAreGrey() throws IOException {
        Trees cars = fabricated("cars");

        assertThat(image(cars, "cars_test/00001.jpg").getRaster().getNumBands()).isEqualTo(1);
        assertThat(image(cars, "cars_test/00002.jpg").getRaster().getNumBands()).isEqualTo(3);
        String bird = "CUB_200_2011/images/001.Rehearsal_Bird_1/Rehearsal_Bird_0001_1001.jpg";
        assertThat(image(fabricated("birds"), bird).getRaster().getNumBands()).isEqualTo(1);
    }

    @Test
    void aircraftHaveTwentyRowsOfBlackAndWhiteAtTheirBottom() throws IOException {
        Fabricated.named("aircraft").write(folder.resolve("large"), new Amount(1, 64, 0));
        Trees trees = Trees.read(folder.resolve("large"));
        String first =
                trees.tree().files().stream()
                        .map(file -> file.path())
                        .filter(path -> path.endsWith(".jpg"))
                        .findFirst()
                        .orElseThrow();
        BufferedImage image = image(trees, first);

        int height = image.getHeight();
        assertThat(Math.max(image.getWidth(), height - 20)).isEqualTo(64);
        // Well within the banner, where packing does not mix it with the photograph.
        assertThat(image.getRGB(1, height - 2) & 0xFF).isGreaterThan(240);
        assertThat(image.getRGB(6, height - 10) & 0xFF).isLessThan(15);
    }

    @Test
    void imagesOfOtherDatasetsAreThreeToFourOrFourToThree() throws IOException {
        Fabricated.named("folder").write(folder.resolve("folder"), new Amount(2, 64, 0));
        Trees trees = Trees.read(folder.resolve("folder"));
        BufferedImage lying = image(trees, "train/class01/class01_1.JPEG");
        BufferedImage standing = image(trees, "train/class01/class01_2.JPEG");

        assertThat(List.of(lying.getWidth(), lying.getHeight())).containsExactly(64, 48);
        assertThat(List.of(standing.getWidth(), standing.getHeight())).containsExactly(48, 64);
    }

    @Test
    void fashionMnistIsFourIdxFiles() {
        Fabricated.named("fashion-mnist").write(folder.resolve("f"), new Amount(2, 28, 0));
        IdxFile images = IdxFile.read(folder.resolve("f/t10k-images-idx3-ubyte.gz"));
        IdxFile labels = IdxFile.read(folder.resolve("f/train-labels-idx1-ubyte.gz"));

        assertThat(images.sizes()).containsExactly(20, 28, 28);
        assertThat(labels.values())
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void folderWithSomethingInItIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");

        assertThatThrownBy(() -> Fabricated.named("dtd").write(folder, SMALL))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("exists already");
        assertThat(sums(folder)).containsOnlyKeys("mine.txt");
    }

    @Test
    void amountsBeyondReasonAreRefused() {
        assertThatThrownBy(() -> new Amount(0, 64, 0))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("at least 1 image");
        assertThatThrownBy(() -> new Amount(1, 7, 0))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("8 to 1024 pixels, it is 7");
    }

    @Test
    void unknownNameListsAllNames() {
        assertThatThrownBy(() -> Fabricated.named("car"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'car'")
                .hasMessageContaining("cars, chaoyang, dtd, fashion-mnist");
    }

    private Trees fabricated(String name) throws IOException {
        Fabricated.named(name).write(folder.resolve(name), SMALL);
        return Trees.read(folder.resolve(name));
    }

    private static BufferedImage image(Trees trees, String path) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(trees.bytes(path)));
    }

    private static SortedMap<String, String> sums(Path folder) throws IOException {
        SortedMap<String, String> sums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sums.put(folder.relativize(file).toString(), sum(file));
            }
        }
        return sums;
    }

    private static String sum(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Sha256.of(in);
        }
    }
}
