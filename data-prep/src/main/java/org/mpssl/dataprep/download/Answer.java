package org.mpssl.dataprep.download;

import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * What a successful answer means for the part that is there.
 *
 * @param kind what to do with it
 * @param total the length of the whole file in bytes, -1 if unknown
 */
record Answer(Kind kind, long total) {

    static final int OK = 200;
    static final int PARTIAL = 206;
    static final int UNSATISFIABLE = 416;

    /** What to do. */
    enum Kind {
        /** The body is the file from its first byte. */
        WHOLE,
        /** The body goes on where the part ends. */
        REST,
        /** The part is all there is. */
        COMPLETE,
        /** The part does not belong to this file. */
        MISFIT
    }

    /**
     * Reads an answer.
     *
     * @param status one of the three above
     * @param headers the answer's headers
     * @param have where the bytes that were asked for start: the length of the part
     * @param note what it is a part of; may be null if nothing is there
     * @return its meaning
     */
    static Answer of(int status, HttpHeaders headers, long have, PartNote note) {
        if (status == OK) {
            return new Answer(Kind.WHOLE, headers.firstValueAsLong("Content-Length").orElse(-1));
        }
        Optional<ContentRange> range = ContentRange.of(headers);
        long total = range.map(ContentRange::total).orElse(-1L);
        return new Answer(kind(status, headers, have, note, range), total);
    }

    private static Kind kind(
            int status,
            HttpHeaders headers,
            long have,
            PartNote note,
            Optional<ContentRange> range) {
        if (have == 0 || range.isEmpty()) {
            return Kind.MISFIT;
        }
        long total = range.get().total();
        boolean otherTotal = total >= 0 && note.total() >= 0 && total != note.total();
        if (status == UNSATISFIABLE) {
            return total == have && !otherTotal ? Kind.COMPLETE : Kind.MISFIT;
        }
        // Some servers ignore If-Range: then the answer itself tells that the file is another one.
        boolean other = otherTotal || range.get().start() != have || note.isOtherThan(headers);
        return other ? Kind.MISFIT : Kind.REST;
    }
}
