package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;

/** {@code docs/data.md} says what the commands do. */
class DataDocumentTests {

    private static final Path DOCUMENT = Path.of("../docs/data.md");

    private final CommandRun command = new CommandRun();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cars",
                "aircraft",
                "birds",
                "birds-2010",
                "dtd",
                "flowers",
                "pets",
                "food101",
                "chaoyang"
            })
    void theNumbersOfImagesAreThoseOfTheCatalogue(String name) throws IOException {
        Published dataset = Catalogue.published().named(name);
        String counts =
                Stream.of("train", "val", "test")
                        .map(part -> dataset.counts().get(part))
                        .map(count -> count == null ? "–" : number(count))
                        .collect(Collectors.joining(" / "));

        assertThat(row(name)).contains("| %d | %s".formatted(dataset.classes(), counts));
    }

    @Test
    void fashionMnistHasTheThreePartsThatItIsDividedInto() throws IOException {
        int train = Catalogue.published().named("fashion-mnist").counts().get("train");

        assertThat(row("fashion-mnist"))
                .contains("`foundation` " + number(FashionMini.FOUNDATION_IMAGES))
                .contains("`pool` " + number(train - FashionMini.FOUNDATION_IMAGES))
                .contains("`test` 10,000")
                .doesNotContain(number(train));
    }

    @Test
    void theLimitOfImageNetIsSaidToCountTheHeldOutImages() throws IOException {
        assertThat(row("imagenet")).doesNotContain("--limit").contains("its part `train`");
        assertThat(Files.readString(DOCUMENT))
                .contains(
                        "`--limit 100` gives 80 training images of each class and 20 test images");
    }

    /** What is packed anew has another checksum: that of the content is compared. */
    @Test
    void infoShowsTheChecksumThatIsCompared() {
        assertThat(command.run("info", "fashion-mnist")).isZero();
        // As published with the dataset, of the unpacked file.
        assertThat(command.printed())
                .contains("md5 of its content 15d484375f8d13e6eb1aabb0c3f46965")
                .doesNotContain("not published");

        assertThat(command.run("info", "chaoyang")).isZero();
        assertThat(command.printed()).contains("sha256 not published");
        assertThat(command.run("info", "cars")).isZero();
        assertThat(command.printed()).contains("sha256 512b227b30e2f0a8");
    }

    private static String number(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String row(String name) throws IOException {
        try (Stream<String> lines = Files.lines(DOCUMENT)) {
            return lines.filter(line -> line.startsWith("| `%s` |".formatted(name)))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
