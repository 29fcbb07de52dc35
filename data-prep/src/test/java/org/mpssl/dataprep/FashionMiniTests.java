package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.SetUp;

class FashionMiniTests {

    @TempDir private Path raw;
    @TempDir private Path made;
    private FashionMnist originals;
    private FashionMini maker;

    @BeforeEach
    void read() throws IOException {
        originals = FashionMnist.read(raw, RawFiles.write(raw));
        maker = new FashionMini(originals, 60, 2, 3);
    }

    @Test
    void miniHasItsPartsOfEveryClass() {
        maker.write(made.resolve("mini"));
        PreparedDataset data = PreparedDataset.open(made.resolve("mini"));

        assertThat(data.part("test").perClass()).containsExactly(3, 0, 3, 0, 3, 3, 3, 3, 0, 3);
        assertThat(data.part("pool").perClass()).containsExactly(2, 0, 2, 0, 2, 2, 2, 2, 0, 2);
        assertThat(data.part("foundation").perClass()).containsOnly(3);
        assertThat(data.manifest().sources()).isEqualTo(originals.sources());
        assertThat(made.resolve("mini").resolve("LICENSE-fashion-mnist.txt"))
                .content()
                .contains("Copyright (c) 2017 Zalando SE");
    }

    @Test
    void indicesLeadBackToTheOriginals() {
        maker.write(made.resolve("mini"));
        PreparedDataset data = PreparedDataset.open(made.resolve("mini"));

        for (String part : List.of("pool", "foundation")) {
            int[] original = data.originalIndices(part);
            assertThat(data.part(part).pixels())
                    .isEqualTo(originals.train().select(original).pixels());
            assertThat(data.part(part).labels())
                    .isEqualTo(originals.train().select(original).labels());
        }
    }

    @Test
    void generatorNeverSeesTargetImages() {
        maker.write(made.resolve("mini"));
        for (SetUp setUp : List.of(SetUp.COARSE_TO_FINE, SetUp.DISJOINT)) {
            maker.writeFoundation(setUp, made.resolve(setUp.name()));
            int[] seen = PreparedDataset.open(made.resolve(setUp.name())).originalIndices("train");
            PreparedDataset mini = PreparedDataset.open(made.resolve("mini"));
            int[] pool = mini.originalIndices("pool");
            int[] target =
                    Arrays.stream(pool)
                            .filter(i -> setUp.target().contains(originals.train().label(i)))
                            .toArray();

            assertThat(target).isNotEmpty().doesNotContain(seen);
        }
    }

    @Test
    void foundationImagesHaveFoundationLabels() {
        maker.writeFoundation(SetUp.COARSE_TO_FINE, made.resolve("coarse"));
        PreparedDataset data = PreparedDataset.open(made.resolve("coarse"));

        assertThat(data.name()).isEqualTo("fashion-foundation-coarse-to-fine");
        assertThat(data.classes()).containsExactly("top", "trouser", "dress", "footwear", "bag");
        assertThat(data.part("train").size()).isEqualTo(60);
        assertThat(data.part("test").perClass()).containsExactly(12, 3, 3, 9, 3);
        assertThat(data.part("train").pixels())
                .isEqualTo(maker.foundationImages(SetUp.COARSE_TO_FINE).pixels());
    }

    @Test
    void disjointFoundationTakesAllImagesOfItsClasses() {
        assertThat(maker.foundationImages(SetUp.DISJOINT).perClass()).containsOnly(12).hasSize(6);
    }

    @Test
    void tooFewImagesAreReported() {
        FashionMini greedy = new FashionMini(originals, 60, 100, 3);

        assertThatThrownBy(() -> greedy.write(made.resolve("mini")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("too few images of 'T-shirt/top': wanted are 100, available");
    }
}
