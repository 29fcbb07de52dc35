package org.mpssl.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A table of results.
 *
 * <p>Shown as Markdown where a page knows it (JupyterLab, converters) and else as aligned text.
 *
 * @param header names of the columns
 * @param rows the cells, as text
 */
public record Table(List<String> header, List<List<String>> rows) implements Showable {

    private static final Pattern NUMBER =
            Pattern.compile("[-+\u2212]?[\\d.,]+([eE][-+]?\\d+)?\\s*(%|s|\u00B1.*)?|\u2013|none|");

    /** A space within a number, where no line may break. */
    private static final char UNBROKEN = '\u00A0';

    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]#|$~]");

    /**
     * Checks that the rows are as long as the header.
     *
     * @param header names of the columns
     * @param rows the cells, as text
     */
    public Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(
                        "a row has " + row.size() + " cells, the header " + header.size());
            }
        }
    }

    /**
     * Returns a table without rows yet.
     *
     * @param header names of the columns
     * @return the table
     */
    public static Table of(String... header) {
        return new Table(List.of(header), List.of());
    }

    /**
     * Returns this table with one more row; numbers are written with about four digits, those of a
     * column with as many decimals, everything else as its text.
     *
     * @param cells one cell per column
     * @return the larger table
     */
    public Table row(Object... cells) {
        List<List<String>> all = new ArrayList<>(rows);
        all.add(Arrays.stream(cells).map(Table::cell).toList());
        return new Table(header, all);
    }

    private static String cell(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return Numbers.text(((Number) value).doubleValue());
        }
        return String.valueOf(value).replaceAll("\\s+", " ").strip();
    }

    /** Returns the table as text with aligned columns. */
    @Override
    public String toString() {
        return even().text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        text.append(line(header));
        for (int column = 0; column < header.size(); column++) {
            text.append(column == 0 ? "" : "  ").append("-".repeat(width(column)));
        }
        text.append('\n');
        rows.forEach(row -> text.append(line(row)));
        return text.toString().stripTrailing();
    }

    private String line(List<String> cells) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String space = " ".repeat(width(column) - length(cells.get(column)));
            String cell = cells.get(column);
            text.append(column == 0 ? "" : "  ");
            text.append(isNumeric(column) ? space + cell : cell + space);
        }
        return text.toString().stripTrailing() + "\n";
    }

    private int width(int column) {
        int widest = length(header.get(column));
        for (List<String> row : rows) {
            widest = Math.max(widest, length(row.get(column)));
        }
        return widest;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    }

    /** Returns the table as Markdown. */
    public String markdown() {
        return even().asMarkdown();
    }

    /** Returns this table with as many decimals in all numbers of a column. */
    private Table even() {
        List<List<String>> columns =
                IntStream.range(0, header.size())
                        .mapToObj(i -> Decimals.even(rows.stream().map(r -> r.get(i)).toList()))
                        .toList();
        return new Table(
                header,
                IntStream.range(0, rows.size())
                        .mapToObj(i -> columns.stream().map(column -> column.get(i)).toList())
                        .toList());
    }

    private String asMarkdown() {
        StringBuilder text = new StringBuilder();
        text.append(markdown(header)).append("|");
        for (int column = 0; column < header.size(); column++) {
            text.append(isNumeric(column) ? "---:|" : ":---|");
        }
        text.append('\n');
        rows.forEach(row -> text.append(markdown(row)));
        return text.toString().strip();
    }

    private static String markdown(List<String> cells) {
        StringBuilder text = new StringBuilder("|");
        for (String cell : cells) {
            String plain = cell.replace("&", "&amp;").replace("<", "&lt;");
            plain = NUMBER.matcher(cell).matches() ? plain.replace(' ', UNBROKEN) : plain;
            text.append(' ').append(MARKUP.matcher(plain).replaceAll("\\\\$0")).append(" |");
        }
        return text.append('\n').toString();
    }

    @Override
    public Bundle bundle() {
        return Bundle.text(toString()).with(Bundle.MARKDOWN, markdown());
    }
}
