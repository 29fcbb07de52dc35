package org.mpssl.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shipped dataset; that it comes from the raw files is tested where they are read. */
class FashionMiniTests {

    private static PreparedDataset data;

    @BeforeAll
    static void open() {
        data = PreparedDataset.fashionMini();
    }

    @Test
    void contentIsPinned() {
        assertThat(data.manifestHash())
                .isEqualTo("c388a5a761a91517b18cbbb1e7d93e944e0ae7e79cdde279ae8374b56b4a2e32");
    }

    @Test
    void partsHaveTheirNumbers() {
        assertThat(data.part("test").perClass())
                .containsExactly(1000, 0, 1000, 0, 1000, 1000, 1000, 1000, 0, 1000);
        assertThat(data.part("pool").perClass())
                .containsExactly(1000, 0, 1000, 0, 1000, 1000, 1000, 1000, 0, 1000);
        assertThat(data.part("foundation").perClass()).containsOnly(400).hasSize(10);
    }

    @Test
    void foundationAndPoolShareNoImage() {
        Set<Integer> seen = new HashSet<>();
        for (String part : new String[] {"pool", "foundation"}) {
            Arrays.stream(data.originalIndices(part))
                    .forEach(i -> assertThat(seen.add(i)).as("%s %d", part, i).isTrue());
        }
    }

    @Test
    void splitsArePinned() {
        assertThat(hash(SetUp.COARSE_TO_FINE))
                .isEqualTo("6df1442c0c910c44a929bdb6f94fa1852f41f5af6d54201264fc5711fa037864");
        assertThat(hash(SetUp.DISJOINT))
                .isEqualTo("9435da0daa79094b61234f4269fa6a024d4a0f1cf21eb1c73e4c8f2afcd5a09d");
    }

    private static String hash(SetUp setUp) {
        return SplitTests.hash(TargetTask.of(data, setUp, 0, 20, 10, 0).split());
    }
}
