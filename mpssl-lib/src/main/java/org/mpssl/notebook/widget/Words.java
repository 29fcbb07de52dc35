package org.mpssl.notebook.widget;

/** A line or some lines of text. */
public final class Words extends Widget {

    private String text = "";

    /**
     * Makes a text.
     *
     * @param text what it says
     */
    public Words(String text) {
        super("HTML");
        say(text);
    }

    /**
     * Says something else.
     *
     * @param words plain text; line breaks are kept
     */
    public void say(String words) {
        text = words;
        set("value", "<span style=\"white-space: pre-wrap\">" + escape(words) + "</span>");
    }

    /**
     * Says what went wrong.
     *
     * @param words plain text
     */
    public void complain(String words) {
        text = words;
        set(
                "value",
                "<span style=\"white-space: pre-wrap; color: #B00020\">"
                        + escape(words)
                        + "</span>");
    }

    /**
     * Shows a table whose first column is text.
     *
     * @param table the table
     */
    public void show(org.mpssl.notebook.Table table) {
        text = table.toString();
        StringBuilder html = new StringBuilder("<table style=\"line-height: 1.4\"><tr>");
        table.header().forEach(cell -> html.append(cell("th", cell)));
        html.append("</tr>");
        table.rows()
                .forEach(
                        row -> {
                            html.append("<tr>");
                            row.forEach(cell -> html.append(cell("td", cell)));
                            html.append("</tr>");
                        });
        set("value", html.append("</table>").toString());
    }

    private static String cell(String tag, String text) {
        return "<%s style=\"padding: 0 1em 0 0; text-align: left\">%s</%s>"
                .formatted(tag, escape(text), tag);
    }

    private static String escape(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Returns what it says, as plain text. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
