package org.mpssl.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.mpssl.UserError;

/** JSON with sorted keys and fixed line ends, so that equal values are equal bytes everywhere. */
final class Json {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    /** What Jackson adds about its own settings and our class names; no help to a reader. */
    private static final String JARGON = "(?s) \\((index|class) .*";

    private Json() {}

    static byte[] bytes(Object value) {
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            String text = MAPPER.writer(printer).writeValueAsString(value) + "\n";
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T parse(byte[] json, Class<T> type, String where) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            if (e.getCause() instanceof UserError inner) {
                throw inner;
            }
            String message =
                    e instanceof JsonProcessingException j
                            ? j.getOriginalMessage().replaceAll(JARGON, "")
                            : e.getMessage();
            throw new UserError(
                    where
                            + " is not a valid "
                            + type.getSimpleName()
                            + ": "
                            + message
                            + ". Make it anew, or fetch an undamaged copy.",
                    e);
        }
    }

    static <T> T read(Path file, Class<T> type) {
        try {
            return parse(Files.readAllBytes(file), type, file.toString());
        } catch (NoSuchFileException e) {
            throw new UserError("There is no file " + file + ". Check the path.", e);
        } catch (IOException e) {
            throw new UserError("Cannot read " + file + ": " + e.getMessage() + ".", e);
        }
    }

    static void write(Path file, Object value) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            // Not createTempFile, which would leave the result to its owner alone.
            Path draft = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID());
            try {
                Files.write(draft, bytes(value));
                Files.move(
                        draft,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UserError("Cannot write " + file + ": " + e.getMessage() + ".", e);
        }
    }
}
