package org.mpssl.dataprep.download;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mpssl.files.AtomicFile;
import org.mpssl.files.StrictJson;

/**
 * What a part is a part of, kept beside it: without this nobody knows how to go on.
 *
 * @param url where it comes from, before any redirect
 * @param etag the ETag of that version of the file, empty if none was sent
 * @param lastModified when that version was made, as the server wrote it, empty if it did not
 * @param total the length of the whole file in bytes, -1 if unknown
 */
record PartNote(String url, String etag, String lastModified, long total) {

    private static final JsonMapper MAPPER = StrictJson.mapper().build();

    static PartNote of(URI url, HttpHeaders headers, long total) {
        return new PartNote(
                url.toString(),
                headers.firstValue("ETag").orElse(""),
                headers.firstValue("Last-Modified").orElse(""),
                total);
    }

    /** Returns a note that was written, or nothing if there is none or it is damaged. */
    static Optional<PartNote> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return Optional.ofNullable(MAPPER.readValue(text, PartNote.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        AtomicFile.write(file, StrictJson.pretty(MAPPER, this));
    }

    /**
     * Returns what names the version to the byte: the ETag, or the date if the ETag is a weak one,
     * which stands for similar versions too.
     *
     * @return the value of {@code If-Range}, empty if there is none
     */
    String validator() {
        return etag.startsWith("\"") ? etag : lastModified;
    }

    /**
     * Returns why a part cannot be gone on with, if so.
     *
     * @param from the address to be asked
     * @param length of the part, in bytes
     * @return the reason
     */
    Optional<String> obstacle(URI from, long length) {
        String reason = null;
        if (!url.equals(from.toString())) {
            reason = "the part is from another address";
        } else if (total >= 0 && length > total) {
            reason = "the part is longer than the file";
        } else if (length != total && validator().isEmpty()) {
            reason = "the server names no version of the file, so that the rest might not fit";
        } else if (length != total && length < FirstBytes.NEEDED) {
            // It was killed while it wrote what the look at the first bytes had let pass.
            reason = "hardly a byte is there";
        }
        return Optional.ofNullable(reason);
    }

    /** Returns whether an answer speaks of another version, not only of an unnamed one. */
    boolean isOtherThan(HttpHeaders headers) {
        String header = etag.startsWith("\"") ? "ETag" : "Last-Modified";
        return headers.firstValue(header).filter(v -> !v.equals(validator())).isPresent();
    }
}
