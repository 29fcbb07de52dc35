package org.mpssl.cli.ipynb;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds where two texts differ, line by line: words must be equal, numbers agree. */
final class Texts {

    /** Of one output, so that one wrong table does not bury the rest. */
    static final int MOST = 5;

    private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern RULE = Pattern.compile("\\|[-:|]+\\|?");

    private static final Pattern MEASURED =
            Pattern.compile(
                    "(?i)\\b(seconds?|minutes?|hours?|duration|memory)\\b|(^|[(,]\\s*)(time|s|ms|[kMG]i?B)\\s*\\)?$");

    private static final Pattern POINTS = Pattern.compile("(?i)%|\\bpoints?\\b|\\bminus\\b");

    private final Tolerance tolerance;

    Texts(Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    /** Returns the lines that differ, or the numbers of lines if these do. */
    List<Difference> compare(String expected, String found) {
        List<String> first = lines(expected);
        List<String> second = lines(found);
        if (first.size() != second.size()) {
            return List.of(lengths(first, second));
        }
        List<Difference> differences = new ArrayList<>();
        List<Token.Kind> columns = List.of();
        for (int i = 0; i < first.size(); i++) {
            String line = first.get(i);
            if (!line.startsWith("|")) {
                columns = List.of();
            } else if (i + 1 < first.size() && RULE.matcher(first.get(i + 1)).matches()) {
                columns = columns(line);
            }
            if (!agree(line, second.get(i), columns)) {
                differences.add(Difference.ofTexts("", line, second.get(i)));
            }
        }
        return differences;
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private Difference lengths(List<String> first, List<String> second) {
        int same = 0;
        while (same < Math.min(first.size(), second.size())
                && agree(first.get(same), second.get(same), List.of())) {
            same++;
        }
        return new Difference("", length(first, same), length(second, same));
    }

    private static String length(List<String> lines, int same) {
        String next = same < lines.size() ? lines.get(same) : "";
        return lines.size() + " lines" + (next.isEmpty() ? "" : ", one of them \"" + next + "\"");
    }

    private boolean agree(String expected, String found, List<Token.Kind> columns) {
        if (columns.isEmpty()) {
            return agree(Token.of(expected), Token.of(found));
        }
        String[] first = BAR.split(expected, -1);
        String[] second = BAR.split(found, -1);
        boolean same = first.length == second.length;
        for (int i = 0; same && i < first.length; i++) {
            Token.Kind kind = i < columns.size() ? columns.get(i) : Token.Kind.NUMBER;
            same = agree(tokens(first[i], kind), tokens(second[i], kind));
        }
        return same;
    }

    private static List<Token> tokens(String cell, Token.Kind kind) {
        return Token.of(cell).stream().map(token -> token.as(kind)).toList();
    }

    private boolean agree(List<Token> expected, List<Token> found) {
        boolean same = expected.size() == found.size();
        for (int i = 0; same && i < expected.size(); i++) {
            same = expected.get(i).agrees(found.get(i), tolerance);
        }
        return same;
    }

    /** Returns how the numbers of each column are compared, as its heading tells. */
    private static List<Token.Kind> columns(String header) {
        List<Token.Kind> kinds = new ArrayList<>();
        for (String name : BAR.split(header, -1)) {
            if (MEASURED.matcher(name).find()) {
                kinds.add(Token.Kind.MEASURED);
            } else {
                kinds.add(POINTS.matcher(name).find() ? Token.Kind.POINTS : Token.Kind.NUMBER);
            }
        }
        return kinds;
    }
}
