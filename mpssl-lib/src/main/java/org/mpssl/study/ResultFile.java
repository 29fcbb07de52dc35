package org.mpssl.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mpssl.UserError;
import org.mpssl.files.StrictJson;

/** The JSON in which results are kept. */
final class ResultFile {

    private static final JsonMapper JSON = StrictJson.mapper().build();

    private ResultFile() {}

    /**
     * Reads a result.
     *
     * @param file the file
     * @param type of the result
     * @param called what such a file is, for messages
     * @return the result
     * @throws UserError if it is not one
     */
    static <T> T read(Path file, Class<T> type, String called) {
        try {
            return JSON.readValue(Files.readString(file), type);
        } catch (JsonProcessingException e) {
            String what =
                    e.getCause() instanceof UserError inner
                            ? inner.getMessage()
                            : StrictJson.told(e);
            throw new UserError("%s is not %s: %s".formatted(file, called, what), e);
        } catch (CharacterCodingException e) {
            throw new UserError("%s is not %s: it is not UTF-8 text".formatted(file, called), e);
        } catch (IOException e) {
            throw new UserError("the result %s cannot be read: does it exist?".formatted(file), e);
        }
    }

    static String text(Object result) {
        return StrictJson.pretty(JSON, result);
    }
}
