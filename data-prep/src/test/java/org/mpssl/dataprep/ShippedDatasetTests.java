package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.SetUp;

/**
 * The shipped dataset against the original files: those of the Debian package, or of the folder
 * that the variable FASHION_MNIST names.
 */
class ShippedDatasetTests {

    private static FashionMini maker;

    @TempDir private Path folder;

    /** Before each test, not before all: an assumption that fails there is not even counted. */
    @BeforeEach
    void read() {
        String named = System.getenv("FASHION_MNIST");
        Path raw = Path.of(named == null ? "/usr/share/datasets/fashion-mnist" : named);
        assumeTrue(
                Files.isDirectory(raw) || "true".equals(System.getenv("CI")),
                () -> "no original files in " + raw + " (package dataset-fashion-mnist)");
        if (maker == null) {
            maker = new FashionMini(FashionMnist.read(raw));
        }
    }

    /**
     * The manifest has the sha256 of all unpacked files, and both sides were verified on opening.
     */
    @Test
    void makerGivesTheShippedBytes() {
        maker.write(folder.resolve("mini"));
        PreparedDataset made = PreparedDataset.open(folder.resolve("mini"));
        PreparedDataset shipped = PreparedDataset.fashionMini();

        assertThat(made.manifest()).isEqualTo(shipped.manifest());
        assertThat(made.manifestHash()).isEqualTo(shipped.manifestHash());
    }

    @Test
    void foundationTakesFortyAndThirtySixThousandImages() {
        ImageSet coarse = maker.foundationImages(SetUp.COARSE_TO_FINE);
        ImageSet disjoint = maker.foundationImages(SetUp.DISJOINT);

        assertThat(coarse.size()).isEqualTo(40_000);
        assertThat(coarse.classes()).hasSize(5);
        assertThat(disjoint.perClass()).containsOnly(6_000).hasSize(6);
    }

    /** The cards of the shipped generators name these hashes. */
    @ParameterizedTest
    @CsvSource({
        "coarse-to-fine, 41fc3faaadccf0dd2128376af36ea506cdc9212eb0bb62c5714e1ea6b08b6994",
        "disjoint, f88f6caa2c1f4538512270706e42034428289c5c9ca459c3f29cb3fce924d26f"
    })
    void foundationDatasetsArePinned(String setUp, String hash) {
        maker.writeFoundation(SetUp.named(setUp), folder.resolve(setUp));

        assertThat(PreparedDataset.open(folder.resolve(setUp)).manifestHash()).isEqualTo(hash);
    }
}
