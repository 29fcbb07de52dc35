package org.mpssl.files;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON as this library reads and writes it: nothing doubtful is accepted, nothing is guessed. */
public final class StrictJson {

    /** What Jackson adds about its own settings and our class names; no help to a reader. */
    private static final String JARGON =
            "(?s)(: enable `|: not allowed as per | \\((index|class|bound as|but could) ).*";

    /** What it says of a source that it does not name. */
    private static final String SOURCE = "\\[Source: REDACTED[^;]*; ";

    private StrictJson() {}

    /**
     * Returns the start of a mapper that refuses fields that are missing, null, unknown or there
     * twice, values of another type, and text after the end.
     *
     * @return a builder, to which a reader adds what it needs
     */
    public static JsonMapper.Builder mapper() {
        return JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
    }

    /**
     * Returns indented JSON with a newline at its end, the same on every system.
     *
     * @param mapper what writes it
     * @param value the value
     * @return the text
     */
    public static String pretty(JsonMapper mapper, Object value) {
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return mapper.writer(printer).writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns what is wrong and where, without the parser's advice to its programmer.
     *
     * @param e what the parser threw
     * @return a few words
     */
    public static String told(JsonProcessingException e) {
        String what = e.getOriginalMessage().replaceAll(SOURCE, "[").replaceAll(JARGON, "");
        return e.getLocation() == null || e.getLocation().getLineNr() < 1
                ? what
                : what + ", line " + e.getLocation().getLineNr();
    }
}
