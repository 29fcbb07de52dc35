package org.mpssl.cli.ipynb;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a line of output: words, or a number and what kind of number it is.
 *
 * @param kind how it is compared
 * @param text as it stands there
 */
record Token(Kind kind, String text) {

    /** How a token is compared. */
    enum Kind {
        /** Must be equal. */
        WORDS,
        /** A number, at the tolerance. */
        NUMBER,
        /** A number of per cent or points, at the tolerance for these. */
        POINTS,
        /** Seconds or bytes: every number will do. */
        MEASURED
    }

    /** Stands free; what is part of a name or a version, as in layer2 or 17.0.15, is none. */
    private static final Pattern NUMBER =
            Pattern.compile(
                    "(?<![\\w.]|\\w\\+)[-+\u2212]?(\\d{1,3}(,\\d{3})+|\\d+)(\\.\\d+)?([eE][-+]?\\d+)?(?!\\w|\\.\\d)");

    private static final Pattern POINTS = Pattern.compile("\\s?(%|(percentage )?points?\\b)");

    private static final Pattern MEASURED =
            Pattern.compile(
                    "\\s?(ms|s|min(?! \\d)|h|seconds?|minutes?|hours?|[kMG]i?B|bytes)(?![\\w/])");

    private static final Pattern RULE = Pattern.compile("-{3,}");

    /** Returns the pieces of a line; how much space is between words does not matter. */
    static List<Token> of(String line) {
        String text = RULE.matcher(line.strip().replaceAll("\\s+", " ")).replaceAll("---");
        List<Token> tokens = new ArrayList<>();
        Matcher numbers = NUMBER.matcher(text);
        int end = 0;
        while (numbers.find()) {
            addWords(tokens, text.substring(end, numbers.start()));
            end = numbers.end();
            tokens.add(new Token(kind(text, end), numbers.group()));
        }
        addWords(tokens, text.substring(end));
        return tokens;
    }

    private static void addWords(List<Token> tokens, String words) {
        if (!words.isBlank()) {
            tokens.add(new Token(Kind.WORDS, words.strip()));
        }
    }

    private static Kind kind(String text, int end) {
        if (startsAt(POINTS, text, end)) {
            return Kind.POINTS;
        }
        return startsAt(MEASURED, text, end) ? Kind.MEASURED : Kind.NUMBER;
    }

    private static boolean startsAt(Pattern pattern, String text, int start) {
        return pattern.matcher(text).region(start, text.length()).lookingAt();
    }

    /** Returns the same number, compared as another kind; words stay words. */
    Token as(Kind other) {
        return kind == Kind.WORDS || other == Kind.NUMBER ? this : new Token(other, text);
    }

    /** Returns whether another one may stand in its place. */
    boolean agrees(Token other, Tolerance tolerance) {
        if (kind != other.kind) {
            return false;
        }
        return switch (kind) {
            case WORDS -> text.equals(other.text);
            case NUMBER -> tolerance.accepts(number(), other.number());
            case POINTS -> tolerance.acceptsPoints(number(), other.number());
            case MEASURED -> true;
        };
    }

    private double number() {
        return Double.parseDouble(text.replace("\u2212", "-").replace(",", ""));
    }
}
