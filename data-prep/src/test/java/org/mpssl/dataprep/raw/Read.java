package org.mpssl.dataprep.raw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.foundation.Progress;

/** Short ways to read sources in tests. */
final class Read {

    static final Progress SILENT = (done, total, detail) -> {};

    private Read() {}

    /** Writes a file and returns it as the only source. */
    static RawSource source(Path file, byte[] content) {
        return source(file, content, Limits.USUAL);
    }

    static RawSource source(Path file, byte[] content, Limits limits) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return RawSources.find(List.of(file), limits).get(0);
    }

    static Map<String, byte[]> all(RawSource source) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        source.read(path -> true, files::put);
        return files;
    }

    static List<String> paths(Scan scan) {
        return scan.files().stream().map(RawFile::path).toList();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
