package org.mpssl.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mpssl.files.Sha256;

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
                .isEqualTo("93d1d6eb204e61f97a9ab7263cf9368c277620e0042ea4f4d69c36ae9a32029c");
        assertThat(hash(SetUp.DISJOINT))
                .isEqualTo("6588de3728e631c82d6c3c727058c1e1da86fa22945b95db2837dd102eff040d");
    }

    private static String hash(SetUp setUp) {
        return Sha256.of(Json.bytes(TargetTask.of(data, setUp, 0, 20, 10, 0).split()));
    }
}
