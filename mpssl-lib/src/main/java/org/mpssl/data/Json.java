package org.mpssl.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.mpssl.UserError;
import org.mpssl.files.AtomicFile;
import org.mpssl.files.StrictJson;

/** JSON with sorted keys and fixed line ends, so that equal values are equal bytes everywhere. */
final class Json {

    private static final JsonMapper MAPPER =
            StrictJson.mapper()
                    .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    private Json() {}

    static byte[] bytes(Object value) {
        return StrictJson.pretty(MAPPER, value).getBytes(StandardCharsets.UTF_8);
    }

    static <T> T parse(byte[] json, Class<T> type, String where) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            if (e.getCause() instanceof UserError inner) {
                throw inner;
            }
            String message =
                    e instanceof JsonProcessingException j ? StrictJson.told(j) : e.getMessage();
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
        try {
            AtomicFile.write(file, StrictJson.pretty(MAPPER, value));
        } catch (IOException e) {
            throw new UserError("Cannot write " + file + ": " + e.getMessage() + ".", e);
        }
    }
}
