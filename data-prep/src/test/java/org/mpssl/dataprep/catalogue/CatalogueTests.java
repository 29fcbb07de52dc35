package org.mpssl.dataprep.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.UserError;
import org.mpssl.dataprep.catalogue.Published.SourceFile;

class CatalogueTests {

    private static final Published SMALL =
            new Published(
                    "small",
                    "A small one",
                    2,
                    new TreeMap<>(Map.of("train", 4, "test", 2)),
                    List.of(
                            new SourceFile(
                                    "small.tgz",
                                    9,
                                    "0".repeat(64),
                                    List.of(URI.create("https://example.org/small.tgz")),
                                    "a/1.jpg"),
                            new SourceFile("b.mat", 0, null, List.of(), "b.mat")),
                    "None",
                    true,
                    "Nobody",
                    "");

    @TempDir private Path folder;

    /** Totals as the datasets' papers and pages give them. */
    @ParameterizedTest
    @CsvSource({
        "cars, 196, 16185, 8144, 0, 8041",
        "aircraft, 100, 10000, 3334, 3333, 3333",
        "birds, 200, 11788, 5994, 0, 5794",
        "birds-2010, 200, 6033, 3000, 0, 3033",
        "dtd, 47, 5640, 1880, 1880, 1880",
        "flowers, 102, 8189, 1020, 1020, 6149",
        "pets, 37, 7349, 3680, 0, 3669",
        "food101, 101, 101000, 75750, 0, 25250",
        "chaoyang, 4, 6160, 4021, 0, 2139",
        "fashion-mnist, 10, 70000, 60000, 0, 10000",
        "imagenet, 0, 0, 0, 0, 0",
        "folder, 0, 0, 0, 0, 0"
    })
    void countsAreThePublishedOnes(
            String name, int classes, int total, int train, int val, int test) {
        Published published = Catalogue.published().named(name);

        assertThat(published.classes()).isEqualTo(classes);
        assertThat(published.counts().values().stream().mapToInt(count -> count).sum())
                .isEqualTo(total);
        assertThat(List.of(train, val, test))
                .containsExactly(
                        published.counts().getOrDefault("train", 0),
                        published.counts().getOrDefault("val", 0),
                        published.counts().getOrDefault("test", 0));
    }

    @ParameterizedTest
    @CsvSource({
        "cars, 1957136468, 4",
        "aircraft, 2753340328, 1",
        "birds, 1150585339, 1",
        "birds-2010, 679623740, 2",
        "dtd, 625239812, 1",
        "flowers, 344878000, 3",
        "pets, 811092049, 2",
        "food101, 4996278331, 1"
    })
    void everyPublishedFileHasALengthAndAChecksum(String name, long bytes, int files) {
        Published published = Catalogue.published().named(name);

        assertThat(published.files())
                .hasSize(files)
                .allSatisfy(file -> assertThat(file.sha256()).hasSize(64))
                .doesNotHaveDuplicates();
        assertThat(published.files().stream().mapToLong(SourceFile::bytes).sum()).isEqualTo(bytes);
    }

    /** 1,281,167 training images of 138 GB; every other dataset is far below the usual limits. */
    @Test
    void archivesOfImageNetMayBeLarger() {
        Catalogue catalogue = Catalogue.published();

        assertThat(catalogue.names())
                .filteredOn(name -> catalogue.named(name).unpacked() != null)
                .containsExactly("imagenet");
        assertThat(catalogue.named("imagenet").unpacked().entries()).isGreaterThan(1_300_000);
        assertThat(catalogue.named("imagenet").unpacked().bytes()).isGreaterThan(138_000_000_000L);
    }

    @Test
    void whatCannotBeDownloadedHasInstructionsInstead() {
        Catalogue catalogue = Catalogue.published();

        assertThat(catalogue.names())
                .allSatisfy(
                        name -> {
                            Published dataset = catalogue.named(name);
                            boolean automatic =
                                    !dataset.files().isEmpty()
                                            && dataset.files().stream()
                                                    .noneMatch(file -> file.urls().isEmpty());
                            assertThat(dataset.obtain().isEmpty()).isEqualTo(automatic);
                            assertThat(dataset.licence()).isNotEmpty();
                            assertThat(dataset.citation()).isNotEmpty();
                        });
        assertThat(catalogue.named("cars").obtain())
                .contains("cars_test_annos_withlabels.mat", "08144.jpg", "08041.jpg");
        assertThat(catalogue.named("chaoyang").obtain()).contains(".JPG", "4,021", "2,139");
    }

    @Test
    void onlyFreeDatasetsNeedNoConsent() {
        Catalogue catalogue = Catalogue.published();

        assertThat(catalogue.names())
                .filteredOn(name -> !catalogue.named(name).restricted())
                .containsExactly("pets", "fashion-mnist", "folder");
    }

    @Test
    void unknownNameListsAllNames() {
        assertThatThrownBy(() -> Catalogue.published().named("car"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "There is no dataset 'car'. There are cars, aircraft, birds, birds-2010,"
                                + " dtd, flowers, pets, food101, chaoyang, fashion-mnist, imagenet,"
                                + " folder.");
    }

    @Test
    void ownCatalogueIsReadAsItWasWritten() {
        new Catalogue(List.of(SMALL)).write(folder.resolve("own.json"));
        Catalogue read = Catalogue.read(folder.resolve("own.json"));

        assertThat(read.names()).containsExactly("small");
        assertThat(read.named("small")).isEqualTo(SMALL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"classes\" : 2, | | Missing creator property 'classes'",
                "\"restricted\" : true | \"restricted\" : true, \"more\" : 1 | Unrecognized field",
                "\"citation\" : \"Nobody\" | \"citation\" : null | citation",
                "\"sha256\" : null, | | Missing creator property 'sha256'",
                "\"holds\" : \"b.mat\" | \"holds\" : null | holds",
                "\"b.mat\", | \"../b.mat\", | '../b.mat' is no file name",
                "0000\" | 000G\" | the sha256 of small.tgz should be 64 hexadecimal digits",
                "\"bytes\" : 9 | \"bytes\" : -9 | small.tgz has -9 bytes",
                "\"classes\" : 2 | \"classes\" : 2.5 | (2.5) to `int`",
                "\"unpacked\" : null | \"unpacked\" : {\"entries\": 0, \"bytes\": 1} | an archive of 0 entries and 1 bytes",
                "] | ]] | not a catalogue"
            })
    void whatIsNotInTheFormIsRefused(String before, String after, String message)
            throws IOException {
        Path file = folder.resolve("own.json");
        new Catalogue(List.of(SMALL)).write(file);
        String json = Files.readString(file);
        assertThat(json).contains(before);
        Files.writeString(file, json.replace(before, after == null ? "" : after));

        assertThatThrownBy(() -> Catalogue.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + " is not a catalogue: ")
                .hasMessageContaining(message);
    }

    @Test
    void nameThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> new Catalogue(List.of(SMALL, SMALL)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'small' twice");
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> Catalogue.read(folder.resolve("none.json")))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "There is no file %s. Check the path."
                                .formatted(folder.resolve("none.json")));
    }
}
