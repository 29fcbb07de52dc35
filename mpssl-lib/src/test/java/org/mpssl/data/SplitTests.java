package org.mpssl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.data.SplitRule.Fractions;
import org.mpssl.data.SplitRule.PerClass;
import org.mpssl.files.Sha256;

class SplitTests {

    private final ImageSet pool = Samples.images(70, 7);

    @TempDir private Path folder;

    /** The checksums were pinned before files had the field {@code pool}. */
    static String hash(Split split) {
        String json = new String(Json.bytes(split), StandardCharsets.UTF_8);
        return Sha256.of(json.replace("  \"pool\" : \"\",\n", "").getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 200)
    void partsShareNothingAndCoverThePool(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int labels,
            @ForAll @IntRange(min = 0, max = 5) int validation) {
        Split split = Split.of(pool, seed, new PerClass(labels, validation));

        List<Integer> all = new ArrayList<>(split.labelled());
        all.addAll(split.validation());
        all.addAll(split.unlabelled());
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 70).boxed().toList());
        assertThat(split.labelled(pool).perClass()).containsOnly(labels).hasSize(7);
        assertThat(split.validation(pool).perClass()).containsOnly(validation);
        assertThat(split.unlabelled(pool).perClass()).containsOnly(10 - labels - validation);
    }

    @Property(tries = 100)
    void fewerImagesAreAPartOfMore(@ForAll long seed) {
        Split small = Split.of(pool, seed, new PerClass(2, 1));
        Split large = Split.of(pool, seed, new PerClass(5, 4));

        assertThat(large.labelled()).containsAll(small.labelled());
        assertThat(large.validation()).containsAll(small.validation());
        assertThat(Split.of(pool, seed, new PerClass(2, 4)).labelled()).isEqualTo(small.labelled());
    }

    @Test
    void splitIsPinned() {
        assertThat(Split.of(pool, 0, new PerClass(2, 1)).labelled())
                .containsExactly(2, 20, 24, 29, 31, 33, 34, 39, 49, 53, 54, 56, 64, 65);
        assertThat(hash(Split.of(pool, 12, new PerClass(3, 2))))
                .isEqualTo("f1b9644e8f2dfb04f685704f9eec0c0cbb20a289ae20b02d28a898c24b933962");
    }

    @Test
    void otherSeedGivesAnotherSplit() {
        assertThat(Split.of(pool, 1, new PerClass(5, 2)).labelled())
                .isNotEqualTo(Split.of(pool, 2, new PerClass(5, 2)).labelled());
    }

    @Test
    void classWithTooFewImagesIsNamed() {
        assertThatThrownBy(() -> Split.of(Samples.images(19, 2), 1, new PerClass(8, 2)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "The class 'class 1' has too few images: 8 labelled and 2 for validation"
                                + " are 10, available are 9. Ask for fewer (labelsPerClass,"
                                + " validationPerClass), or for shares: split fractions.");
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> Split.of(pool, 1, new PerClass(0, 2)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("at least 1 label per class");
        assertThatThrownBy(
                        () -> Split.of(pool, 1, new PerClass(Integer.MAX_VALUE, Integer.MAX_VALUE)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("too few images");
    }

    @Test
    void fileGivesTheSameSplitBack() {
        Split split = Split.of(pool, -5, new PerClass(3, 2));
        Path file = folder.resolve("splits").resolve("a.json");
        split.write(file);
        split.write(file);

        assertThat(Split.read(file)).isEqualTo(split);
        assertThat(file.getParent()).isDirectoryContaining(f -> f.endsWith("a.json"));
        assertThat(file.getParent().toFile().list()).hasSize(1);
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        Path file = folder.resolve("split.json");
        Split.of(pool, 0, new PerClass(2, 1)).write(file);
        String json = Files.readString(file);

        Files.writeString(file, json.replace("stratified-1", "shuffle-0"));
        assertThatThrownBy(() -> Split.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("algorithm 'shuffle-0' cannot be used");
        Files.writeString(file, json.replaceFirst("\"seed\" : 0", "\"sead\" : 0"));
        assertThatThrownBy(() -> Split.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is not a valid Split")
                .hasMessageContaining("Missing creator property 'seed', line");
        Files.writeString(file, json.substring(0, json.length() / 2));
        assertThatThrownBy(() -> Split.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is not a valid Split");
        assertThatThrownBy(() -> Split.read(folder.resolve("none.json")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("There is no file");
    }

    @Test
    void overlappingPartsAreRefused() {
        List<String> names = Samples.names(1);
        assertThatThrownBy(
                        () ->
                                new Split(
                                        "stratified-1",
                                        "",
                                        0,
                                        "",
                                        names,
                                        List.of(1),
                                        List.of(1),
                                        List.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("must share no image");
    }

    @Test
    void splitThatKnowsItsImagesRefusesOthersOfTheSameNumbers() {
        Split split = Split.of(pool, 0, new PerClass(2, 1)).ofPool("ab");
        Path file = folder.resolve("split.json");
        split.write(file);

        assertThat(Split.read(file).requirePool("ab")).isEqualTo(split);
        assertThatThrownBy(() -> Split.read(file).requirePool("cd"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("made for other images");
        assertThat(Split.of(pool, 0, new PerClass(2, 1)).requirePool("cd").pool()).isEmpty();
    }

    @Test
    void splitOfAnotherPoolIsRefused() {
        Split split = Split.of(pool, 0, new PerClass(2, 1));

        assertThatThrownBy(() -> split.unlabelled(Samples.images(35, 7)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not belong to this pool");
        assertThatThrownBy(() -> split.labelled(Samples.images(70, 5)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not belong to this pool");
    }

    /** The counts of Cars, whose 8,144 training images the paper splits by fractions. */
    @Test
    void fractionsGiveThePublishedNumbers() {
        int[] perClass = new int[196];
        Arrays.setAll(perClass, i -> i < 108 ? 42 : 41);
        assertThat(Arrays.stream(perClass).sum()).isEqualTo(8144);
        double[] fractions = {0.1, 0.25, 0.5, 1};
        int[] labelled = {733, 1832, 3665, 7330};
        int[] validation = {81, 204, 407, 814};

        for (int i = 0; i < fractions.length; i++) {
            SplitRule.Amounts amounts =
                    new Fractions(fractions[i], 0.1).amounts(List.of(), perClass, 0);
            assertThat(amounts.labelled().stream().mapToInt(n -> n).sum()).isEqualTo(labelled[i]);
            assertThat(amounts.validation().stream().mapToInt(n -> n).sum())
                    .isEqualTo(validation[i]);
        }
    }

    @Property(tries = 200)
    void fractionsShareEvenlyAndCoverThePool(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.2, max = 1) double labelled,
            @ForAll @DoubleRange(min = 0, max = 0.5) double validation) {
        Split split = Split.of(pool, seed, new Fractions(labelled, validation));

        long both = Math.round(labelled * 70);
        assertThat(split.labelled().size() + split.validation().size()).isEqualTo((int) both);
        assertThat(split.validation()).hasSize((int) Math.round(validation * both));
        assertThat(split.size()).isEqualTo(70);
        int[] most = split.labelled(pool).concat(split.validation(pool)).perClass();
        assertThat(
                        Arrays.stream(most).max().orElseThrow()
                                - Arrays.stream(most).min().orElseThrow())
                .isLessThanOrEqualTo(1);
    }

    @Property(tries = 200)
    void validationLeavesEachClassAnImageInD(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.05, max = 1) double labelled,
            @ForAll @DoubleRange(min = 0, max = 0.95) double validation) {
        Split split = Split.of(pool, seed, new Fractions(labelled, validation));

        int[] d = split.labelled(pool).perClass();
        int[] val = split.validation(pool).perClass();
        assertThat(IntStream.range(0, 7).filter(k -> d[k] == 0 && val[k] > 0)).isEmpty();
        long both = Math.round(labelled * 70);
        assertThat((long) split.validation().size())
                .isLessThanOrEqualTo(Math.round(validation * both));
    }

    @Test
    void splitByFractionsIsPinned() {
        Split split = Split.of(pool, 12, new Fractions(0.5, 0.1));

        assertThat(hash(split))
                .isEqualTo("668095beb7d5a2fc9a3d3cefdd881c00639b5d3a85265d8e29535e9f7740329b");
    }

    @Test
    void fractionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Fractions(0, 0.1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("above 0, up to 1");
        assertThatThrownBy(() -> new Fractions(0.5, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("from 0, below 1");
        assertThatThrownBy(() -> Split.of(pool, 0, new Fractions(0.001, 0)))
                .isInstanceOf(UserError.class)
                .hasMessage("0.001 of 70 images leaves none in D. Ask for a larger fraction.");
    }
}
