package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;

class FashionMnistTests {

    @TempDir private Path folder;
    private Map<String, String> md5;

    @BeforeEach
    void write() throws IOException {
        md5 = RawFiles.write(folder);
    }

    @Test
    void imagesAndLabelsBelongTogether() {
        FashionMnist raw = FashionMnist.read(folder, md5);

        assertThat(raw.train().size()).isEqualTo(120);
        assertThat(raw.train().label(13)).isEqualTo(3);
        assertThat(raw.train().pixels(13)).containsExactly(13, 13, 13, 13);
        assertThat(raw.test().size()).isEqualTo(30);
        assertThat(raw.test().classes()).hasSize(10).startsWith("T-shirt/top");
        assertThat(raw.sources()).containsOnlyKeys(md5.keySet());
    }

    @Test
    void unpackedFilesAreReadAsWell() throws IOException {
        Files.delete(folder.resolve(FashionMnist.TEST_LABELS + ".gz"));
        Files.write(folder.resolve(FashionMnist.TEST_LABELS), RawFiles.labels(30));

        assertThat(FashionMnist.read(folder, md5).test().size()).isEqualTo(30);
    }

    @Test
    void allMissingFilesAreNamedAtOnce() throws IOException {
        Files.delete(folder.resolve(FashionMnist.TEST_LABELS + ".gz"));
        Files.delete(folder.resolve(FashionMnist.TRAIN_IMAGES + ".gz"));

        assertThatThrownBy(() -> FashionMnist.read(folder, md5))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "lacks train-images-idx3-ubyte[.gz], t10k-labels-idx1-ubyte[.gz] of")
                .hasMessageContaining("dataset-fashion-mnist");
    }

    @Test
    void filesOfOtherContentAreRefused() {
        assertThatThrownBy(() -> FashionMnist.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("should be f4a8712d7a061bf5bd6d2ca38dc4d50a, it is ");
    }

    @Test
    void filesThatDoNotFitTogetherAreRefused() throws IOException {
        replace(FashionMnist.TEST_LABELS, RawFiles.labels(29));
        assertThatThrownBy(() -> FashionMnist.read(folder, md5))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has 30 images, but")
                .hasMessageContaining("has 29 labels");

        replace(FashionMnist.TEST_LABELS, RawFiles.images(30));
        assertThatThrownBy(() -> FashionMnist.read(folder, md5))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has 3 dimensions instead of 1");

        byte[] labels = RawFiles.labels(30);
        labels[8] = 10;
        replace(FashionMnist.TEST_LABELS, labels);
        assertThatThrownBy(() -> FashionMnist.read(folder, md5))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has label 10");
    }

    private void replace(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name + ".gz");
        RawFiles.gzip(file, content);
        md5.put(name, IdxFile.read(file).md5());
    }
}
