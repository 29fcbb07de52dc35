package org.mpssl.study;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table in Markdown.
 *
 * @param header the names of the columns
 * @param rows as many cells each
 */
record MarkdownTable(List<String> header, List<List<String>> rows) {

    /** Returns its lines, each with a line break. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(line(header)).append(line(header.stream().map(name -> "---").toList()));
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
