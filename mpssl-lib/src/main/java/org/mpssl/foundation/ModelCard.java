package org.mpssl.foundation;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The card beside a weight file: what it is, how it was made, how good it is. */
final class ModelCard {

    private final Map<String, Object> entries = new LinkedHashMap<>();

    ModelCard put(String name, Object value) {
        entries.put(name, value);
        return this;
    }

    /** Writes the card of a weight file, with that file's checksum. */
    void write(Path weights) throws IOException {
        entries.put("file", weights.getFileName().toString());
        entries.put("bytes", Files.size(weights));
        entries.put("sha256", sha256(weights));
        String name = weights.getFileName().toString().replace(".safetensors", ".json");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        String json = JsonMapper.builder().build().writer(printer).writeValueAsString(entries);
        Files.writeString(weights.resolveSibling(name), json + "\n");
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
