package org.mpssl.foundation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mpssl.files.AtomicFile;
import org.mpssl.files.Sha256;
import org.mpssl.files.StrictJson;

/** The card beside a weight file: what it is, how it was made, how good it is. */
final class ModelCard {

    private final Map<String, Object> entries = new LinkedHashMap<>();

    ModelCard put(String name, Object value) {
        entries.put(name, value);
        return this;
    }

    private static Path beside(Path weights) {
        String name = weights.getFileName().toString().replace(".safetensors", ".json");
        return weights.resolveSibling(name);
    }

    /** Deletes the card of a weight file that is about to be replaced: it would lie about it. */
    static void delete(Path weights) throws IOException {
        Files.deleteIfExists(beside(weights));
    }

    /** Writes the card of a weight file, with that file's checksum, in one move. */
    void write(Path weights) throws IOException {
        entries.put("file", weights.getFileName().toString());
        entries.put("bytes", Files.size(weights));
        entries.put("sha256", Sha256.of(Files.readAllBytes(weights)));
        AtomicFile.write(beside(weights), StrictJson.pretty(StrictJson.mapper().build(), entries));
    }
}
