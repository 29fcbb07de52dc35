package org.mpssl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.files.Sha256;

class SplitTests {

    private final ImageSet pool = Samples.images(70, 7);

    @TempDir private Path folder;

    @Property(tries = 200)
    void partsShareNothingAndCoverThePool(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int labels,
            @ForAll @IntRange(min = 0, max = 5) int validation) {
        Split split = Split.of(pool, seed, labels, validation);

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
        Split small = Split.of(pool, seed, 2, 1);
        Split large = Split.of(pool, seed, 5, 4);

        assertThat(large.labelled()).containsAll(small.labelled());
        assertThat(large.validation()).containsAll(small.validation());
        assertThat(Split.of(pool, seed, 2, 4).labelled()).isEqualTo(small.labelled());
    }

    @Test
    void splitIsPinned() {
        assertThat(Split.of(pool, 0, 2, 1).labelled())
                .containsExactly(2, 20, 24, 29, 31, 33, 34, 39, 49, 53, 54, 56, 64, 65);
        assertThat(Sha256.of(Json.bytes(Split.of(pool, 12, 3, 2))))
                .isEqualTo("557f9b0cfb97424d535185dcd7f6bea79c15323c0b2716024b5f534c8eb56a12");
    }

    @Test
    void otherSeedGivesAnotherSplit() {
        assertThat(Split.of(pool, 1, 5, 2).labelled())
                .isNotEqualTo(Split.of(pool, 2, 5, 2).labelled());
    }

    @Test
    void classWithTooFewImagesIsNamed() {
        assertThatThrownBy(() -> Split.of(Samples.images(19, 2), 1, 8, 2))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "The class 'class 1' has too few images: 8 labelled and 2 for validation"
                                + " are 10, available are 9. Ask for fewer.");
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> Split.of(pool, 1, 0, 2))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("at least 1 label per class");
        assertThatThrownBy(() -> Split.of(pool, 1, Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("too few images");
    }

    @Test
    void fileGivesTheSameSplitBack() {
        Split split = Split.of(pool, -5, 3, 2);
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
        Split.of(pool, 0, 2, 1).write(file);
        String json = Files.readString(file);

        Files.writeString(file, json.replace(Split.ALGORITHM, "shuffle-0"));
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
                                        Split.ALGORITHM,
                                        0,
                                        1,
                                        1,
                                        names,
                                        List.of(1),
                                        List.of(1),
                                        List.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("must share no image");
    }

    @Test
    void splitOfAnotherPoolIsRefused() {
        Split split = Split.of(pool, 0, 2, 1);

        assertThatThrownBy(() -> split.unlabelled(Samples.images(35, 7)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not belong to this pool");
        assertThatThrownBy(() -> split.labelled(Samples.images(70, 5)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not belong to this pool");
    }
}
