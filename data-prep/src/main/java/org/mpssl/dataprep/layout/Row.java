package org.mpssl.dataprep.layout;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mpssl.UserError;
import org.mpssl.dataprep.raw.RawTree;

/**
 * A line of a list, split into words.
 *
 * @param list its file, for messages
 * @param words as many as were asked for; the last one holds the rest of the line, spaces included
 */
record Row(String list, List<String> words) {

    /**
     * Reads a list.
     *
     * @param raw the files
     * @param list the end of its path
     * @param count how many words a line has
     * @return its lines but for empty ones and comments
     */
    static List<Row> read(RawTree raw, String list, int count) {
        return raw.lines(list).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> split(list, line, count))
                .toList();
    }

    private static Row split(String list, String line, int count) {
        List<String> words = List.of(line.strip().split("[ \t]+", count));
        if (words.size() != count) {
            throw new UserError(
                    "%s has the line '%s'; a line should have %d words. Fetch it again."
                            .formatted(list, line, count));
        }
        return new Row(list, words);
    }

    String word(int i) {
        return words.get(i);
    }

    int number(int i) {
        try {
            return Integer.parseInt(word(i));
        } catch (NumberFormatException e) {
            throw new UserError(
                    "%s has '%s' where a number should be, in the line '%s'. Fetch it again."
                            .formatted(list, word(i), String.join(" ", words)),
                    e);
        }
    }

    /** Returns rows by the number that they begin with, each number once. */
    static <T> SortedMap<Integer, T> byNumber(List<Row> rows, Function<Row, T> value) {
        return rows.stream()
                .collect(
                        Collectors.toMap(
                                row -> row.number(0),
                                value,
                                (one, other) -> {
                                    throw new UserError(
                                            "%s has a number twice, with %s and with %s. Fetch it again."
                                                    .formatted(rows.get(0).list(), one, other));
                                },
                                TreeMap::new));
    }
}
