package org.mpssl.dataprep.download;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstBytesTests {

    /** Files as others write them. */
    private static byte[] written(String kind) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (kind) {
            case "gzip" -> new GZIPOutputStream(out).close();
            case "tar" -> {
                try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
                    tar.putArchiveEntry(new TarArchiveEntry("folder/"));
                    tar.closeArchiveEntry();
                }
            }
            case "zip" -> {
                try (ZipOutputStream zip = new ZipOutputStream(out)) {
                    zip.putNextEntry(new ZipEntry("file"));
                }
            }
            case "mat" -> out.writeBytes(bytes("MATLAB 5.0 MAT-file, Platform: GLNX86"));
            case "text" -> out.writeBytes(bytes("1 001.Black_footed_Albatross\n"));
            default -> out.writeBytes(bytes(kind));
        }
        return Arrays.copyOf(out.toByteArray(), Math.min(out.size(), FirstBytes.NEEDED));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "a.tgz, gzip",
        "a.tar.gz, gzip",
        "A.TGZ, gzip",
        "a.tar.gz, tar",
        "a.tar, tar",
        "a.zip, zip",
        "setid.mat, mat",
        "classes.txt, text",
        "list, text"
    })
    void aFileThatBeginsAsItsNameSaysPasses(String name, String kind) {
        assertThatCode(() -> FirstBytes.check(name, written(kind))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "a.tgz, zip, begins with 50 4b",
        "a.tgz, text, 'begins with 31 20 30 30 31 2e 42 6c, which no .tgz does'",
        "a.tar, gzip, begins with 1f 8b",
        "a.mat, gzip, begins with 1f 8b",
        "a.zip, tar, begins with",
        "a.zip, P, 'begins with 50, which'",
        "a.tgz, <html>, web page",
        "classes.txt, <html>, web page",
        "list, '', empty",
        "a.tgz, '', empty"
    })
    void anythingElseIsRefused(String name, String kind, String message) {
        assertThatThrownBy(() -> FirstBytes.check(name, written(kind)))
                .isInstanceOf(MirrorFailure.class)
                .hasMessageContaining(message);
    }

    @Test
    void aPageIsKnownBehindWhiteSpaceAndAByteOrderMark() {
        assertThatThrownBy(() -> FirstBytes.check("list", bytes("\uFEFF\r\n \t<!doctype html>")))
                .hasMessageContaining("web page");
    }
}
