package org.mpssl.dataprep.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpssl.dataprep.raw.Read.bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.UserError;
import org.mpssl.files.Sha256;

class RawSourcesTests {

    private static final byte[] TAR = Packed.tar(Map.of("in.jpg", bytes("x")));

    @TempDir private Path folder;

    @Test
    void archivesInAFolderAreSourcesAndItsOtherFilesAreOne() throws IOException {
        put("b.tgz", Packed.gzip(TAR));
        put("a.zip", Packed.zip(Map.of("z.jpg", bytes("z"))));
        put("deep/without-suffix", TAR);
        put("deep/er/too-deep.tar", TAR);
        put("images/1.jpg", bytes("1"));
        put("lists/train.txt", bytes("1 a\n"));
        put("README", bytes("read me"));

        List<RawSource> sources = RawSources.find(List.of(folder));

        assertThat(sources)
                .extracting(RawSource::name)
                .containsExactly(
                        "a.zip", "b.tgz", "without-suffix", folder.getFileName().toString());
        assertThat(Read.all(sources.get(3)))
                .containsOnlyKeys(
                        "README", "deep/er/too-deep.tar", "images/1.jpg", "lists/train.txt");
    }

    @Test
    void aFolderOfArchivesAloneIsNoSource() throws IOException {
        put("a.tar", TAR);

        assertThat(RawSources.find(List.of(folder))).hasSize(1);
    }

    @Test
    void whatDownloadsLeaveIsPassedOver() throws IOException {
        put("a.tar", TAR);
        put(".locks/a.tgz", new byte[0]);
        put("a.tar.part.json", bytes("{}"));
        put(".a.tar.part.json.1b4e28ba", bytes("{"));
        put("a.tar.part", Arrays.copyOf(TAR, 700));

        assertThat(RawSources.find(List.of(folder)))
                .extracting(RawSource::name)
                .containsExactly("a.tar");
        // The part alone is no dataset, and the user may think that it is.
        Files.delete(folder.resolve("a.tar"));
        assertThatThrownBy(() -> RawSources.find(List.of(folder)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("a.tar.part is a download that was not finished");
    }

    @Test
    void whatIsNamedTwiceComesOnce() throws IOException {
        Path archive = put("a.tar", TAR);
        Path list = put("labels.mat", bytes("MATLAB 5.0"));

        List<RawSource> sources = RawSources.find(List.of(list, archive, folder, archive));

        assertThat(sources).extracting(RawSource::name).containsExactly("labels.mat", "a.tar");
    }

    @Test
    void aSingleListIsASource() throws IOException {
        Path list = put("setid.mat", bytes("MATLAB 5.0"));

        RawSource source = RawSources.find(List.of(list)).get(0);
        Scan scan = source.scan(Read.SILENT);

        assertThat(scan.sha256()).isEqualTo(Sha256.of(bytes("MATLAB 5.0")));
        assertThat(scan.bytes()).isEqualTo(10);
        assertThat(scan.files()).singleElement().extracting(RawFile::path).isEqualTo("setid.mat");
        assertThat(scan.files().get(0).content()).isEqualTo(bytes("MATLAB 5.0"));
        assertThat(Read.all(source)).containsOnlyKeys("setid.mat");
    }

    @ParameterizedTest
    @CsvSource({
        "cars.tgz, '', is empty. Delete it",
        "setid.mat, '', is empty. Delete it",
        "cars.tgz, <!DOCTYPE html><p>Quota exceeded</p>, is a web page",
        "setid.mat, '\n\n<html>', is a web page",
        "cars.tgz.part, anything, is a download that was not finished",
        "cars.rar, Rar!\u001aXYZ, begins with 52 61 72 21 1a 58 59 5a and is none of tar",
        "unknown, what is this, begins with 77 68 61 74 20 69 73 20 and is none of"
    })
    void whatIsNoSourceIsCalledWhatItIs(String name, String content, String message)
            throws IOException {
        Path file = put(name, bytes(content));

        assertThatThrownBy(() -> RawSources.find(List.of(file)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + " " + message);
    }

    @Test
    void gzipWithoutATarIsCalledThat() throws IOException {
        Path file = put("images-idx3-ubyte.gz", Packed.gzip(bytes("no tar")));

        assertThatThrownBy(() -> RawSources.find(List.of(file)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is packed with gzip, but there is no tar in it");
    }

    @Test
    void mishapsInAFolderAreFoundToo() throws IOException {
        put("images/1.jpg", bytes("1"));
        Path page = put("cars.tgz", bytes("<html>"));

        assertThatThrownBy(() -> RawSources.find(List.of(folder)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(page + " is a web page");
    }

    @Test
    void aDamagedStartOfAnArchiveIsFoundByTheScan() throws IOException {
        byte[] packed = Packed.gzip(TAR);
        Path file = put("a.tgz", Arrays.copyOf(packed, 15));

        assertThatThrownBy(() -> RawSources.find(List.of(file)).get(0).scan(Read.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + " is damaged behind its start");
    }

    @Test
    void aPathThatIsNotThereIsNamed() {
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> RawSources.find(List.of(nowhere)))
                .isInstanceOf(UserError.class)
                .hasMessage("There is no file or folder %s. Check the path.".formatted(nowhere));
    }

    private Path put(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content).toRealPath();
    }
}
