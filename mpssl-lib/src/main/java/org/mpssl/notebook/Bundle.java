package org.mpssl.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The same thing in several forms, from which a page picks the best that it can show.
 *
 * <p>HTML is refused: it is stripped from notebooks that the reader has not trusted yet, and
 * converters prefer it to the picture beside it.
 *
 * @param contents MIME type to content: text as String, a picture as byte array, JSON as JsonNode
 */
public record Bundle(Map<String, Object> contents) implements Showable {

    /** MIME type of a Plotly figure. */
    public static final String PLOTLY = "application/vnd.plotly.v1+json";

    /** MIME type of a PNG picture. */
    public static final String PNG = "image/png";

    /** MIME type of Markdown. */
    public static final String MARKDOWN = "text/markdown";

    /** MIME type of plain text. */
    public static final String TEXT = "text/plain";

    /**
     * Checks and copies the contents.
     *
     * @param contents MIME type to content
     */
    public Bundle {
        contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
        contents.forEach(Bundle::check);
    }

    private static void check(String type, Object content) {
        Objects.requireNonNull(content, type);
        if (type.equals("text/html")) {
            throw new IllegalArgumentException("a bundle holds no text/html");
        }
        if (!(content instanceof String
                || content instanceof byte[]
                || content instanceof JsonNode)) {
            throw new IllegalArgumentException(
                    type + " must be text, bytes or JSON, it is " + content.getClass().getName());
        }
    }

    /**
     * Returns a bundle of plain text alone.
     *
     * @param text the text
     * @return the bundle
     */
    public static Bundle text(String text) {
        return new Bundle(Map.of(TEXT, text));
    }

    /**
     * Returns a bundle of one picture.
     *
     * @param png the picture as a PNG file
     * @param alt what the picture shows, in words
     * @return the bundle
     */
    public static Bundle picture(byte[] png, String alt) {
        return text(alt).with(PNG, png);
    }

    /**
     * Returns this bundle with one more form.
     *
     * @param type the MIME type
     * @param content text, bytes or JSON
     * @return the larger bundle
     */
    public Bundle with(String type, Object content) {
        Map<String, Object> all = new LinkedHashMap<>(contents);
        all.put(type, content);
        return new Bundle(all);
    }

    /** Returns the plain text, or an empty string where there is none. */
    public String text() {
        return contents.getOrDefault(TEXT, "").toString();
    }

    @Override
    public Bundle bundle() {
        return this;
    }

    /** Returns the plain text: in a terminal that is all there is to see. */
    @Override
    public String toString() {
        return text();
    }
}
