package org.mpssl.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.mpssl.UserError;
import org.mpssl.files.StrictJson;

/** The JSON header of a safetensors file, strictly read. */
final class Header {

    static final String METADATA = "__metadata__";
    private static final long MAX_HEADER = 100_000_000;

    static final JsonMapper JSON = StrictJson.mapper().build();

    private Header() {}

    /** Reads the length and the header, and leaves the buffer at the start of the data. */
    static JsonNode read(ByteBuffer buffer, String name) {
        if (buffer.remaining() < 8) {
            throw bad(name, "it is shorter than the 8 bytes that give the header's length");
        }
        long length = buffer.getLong();
        if (length < 2 || length > MAX_HEADER || length > buffer.remaining()) {
            throw bad(
                    name,
                    "its header would be %s bytes long and %d bytes follow"
                            .formatted(Long.toUnsignedString(length), buffer.remaining()));
        }
        byte[] text = new byte[(int) length];
        buffer.get(text);
        if (text[0] != '{') {
            throw bad(name, "its header does not start with '{'");
        }
        try {
            // A decoder of its own throws where a String would put replacement characters.
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return JSON.readTree(decoded.toString());
        } catch (CharacterCodingException e) {
            throw bad(name, "its header is not UTF-8");
        } catch (JsonProcessingException e) {
            throw bad(name, "its header is not JSON: " + StrictJson.told(e));
        }
    }

    /** Checks that the metadata is text by key. */
    static void checkMetadata(JsonNode metadata, String name) {
        if (!metadata.isObject()) {
            throw bad(name, METADATA + " is no object");
        }
        for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
            if (!entry.getValue().isTextual()) {
                throw bad(name, METADATA + "." + entry.getKey() + " is no text");
            }
        }
    }

    /** Returns the error that names the file and what is wrong with it. */
    static UserError bad(String name, String what) {
        return new UserError(
                "%s is not a correct safetensors file: %s. Fetch or make it again."
                        .formatted(name, what));
    }
}
