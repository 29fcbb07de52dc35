package org.mpssl.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps the texts of a figure out of the templates that jsplot pastes together.
 *
 * <p>The templates get a stand-in for each text; the text itself is put into the finished JSON. So
 * no quote, backslash or line break of a title ever meets a JavaScript literal.
 */
final class Labels {

    private static final Pattern STAND_IN = Pattern.compile("\uE000(\\d+)\uE001");

    private final List<String> texts = new ArrayList<>();

    /** Returns a stand-in for a text. */
    String hide(String text) {
        texts.add(text);
        return "\uE000" + (texts.size() - 1) + "\uE001";
    }

    String[] hideAll(List<String> all) {
        return all.stream().map(this::hide).toArray(String[]::new);
    }

    /** Returns the text behind a stand-in as Plotly must be told it, and anything else as it is. */
    String reveal(String value) {
        Matcher matcher = STAND_IN.matcher(value);
        return matcher.matches() ? plotly(texts.get(Integer.parseInt(matcher.group(1)))) : value;
    }

    static boolean isStandIn(String value) {
        return STAND_IN.matcher(value).matches();
    }

    /** Escapes a text, because Plotly reads a small HTML in every one. */
    static String plotly(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>");
    }
}
