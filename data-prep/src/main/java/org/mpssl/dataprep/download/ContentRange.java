package org.mpssl.dataprep.download;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a file an answer holds.
 *
 * @param start the first of them, -1 if it holds none
 * @param total the length of the file in bytes, -1 if unknown
 */
record ContentRange(long start, long total) {

    /** A longer number is not the length of a file. */
    private static final Pattern FORM =
            Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

    /** Returns the range that the headers name, if they name one. */
    static Optional<ContentRange> of(HttpHeaders headers) {
        return headers.firstValue("Content-Range")
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(m -> new ContentRange(number(m.group(1)), number(m.group(2))));
    }

    private static long number(String digits) {
        return digits == null || digits.equals("*") ? -1 : Long.parseLong(digits);
    }
}
