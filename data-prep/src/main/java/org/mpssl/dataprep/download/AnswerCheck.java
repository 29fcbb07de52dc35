package org.mpssl.dataprep.download;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sorts out the answers that do not bring the file. */
final class AnswerCheck {

    private static final Duration MOST_PATIENCE = Duration.ofSeconds(60);
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int REDIRECT = 300;
    private static final int CLIENT_ERROR = 400;

    private final InstantSource clock;

    AnswerCheck(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Lets an answer pass that may bring bytes of the file.
     *
     * @param response the answer
     * @param name the file's name
     * @throws Busy if the same question may have a better answer later
     * @throws MirrorFailure if it will not
     */
    void require(HttpResponse<?> response, String name) throws Busy, MirrorFailure {
        int status = response.statusCode();
        HttpHeaders headers = response.headers();
        switch (status) {
            case Answer.OK, Answer.PARTIAL -> requireFile(headers, name);
            case Answer.UNSATISFIABLE -> {}
            case REQUEST_TIMEOUT, TOO_MANY_REQUESTS -> throw busy(status, headers);
            default -> {
                if (status >= SERVER_ERROR) {
                    throw busy(status, headers);
                }
                throw new MirrorFailure(reason(response.uri(), status, headers));
            }
        }
    }

    private static void requireFile(HttpHeaders headers, String name) throws MirrorFailure {
        String type = header(headers, "Content-Type");
        if (type.startsWith("text/html") || type.startsWith("application/xhtml+xml")) {
            throw FirstBytes.webPage();
        }
        String coding = header(headers, "Content-Encoding");
        boolean plain = coding.isEmpty() || coding.equals("identity");
        boolean packing = coding.equals("gzip") || coding.equals("x-gzip");
        // No coding was asked for. Some servers take the packing of the file itself for one.
        if (!plain && !(packing && name.toLowerCase(Locale.ROOT).matches(".*\\.t?gz"))) {
            throw new MirrorFailure(
                    "the server packed the file as '%s', which was not asked for"
                            .formatted(coding));
        }
    }

    private static String header(HttpHeaders headers, String name) {
        return headers.firstValue(name).orElse("").strip().toLowerCase(Locale.ROOT);
    }

    private Busy busy(int status, HttpHeaders headers) {
        Duration asked = headers.firstValue("Retry-After").map(this::pause).orElse(Duration.ZERO);
        return new Busy(
                "HTTP status " + status,
                asked.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : asked);
    }

    /** Reads a number of seconds or a date. */
    private Duration pause(String value) {
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant date =
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration until = Duration.between(clock.instant(), date);
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    /** The client follows redirects; one that arrives here is one that it does not follow. */
    private static String reason(URI url, int status, HttpHeaders headers) {
        String to = headers.firstValue("Location").orElse("");
        if (status < REDIRECT || status >= CLIENT_ERROR || to.isEmpty()) {
            return "HTTP status " + status;
        }
        return isDowngrade(url, to)
                ? "%s leads on to %s, where nothing protects the file on its way".formatted(url, to)
                : "%s leads on to %s, one redirect too many".formatted(url, to);
    }

    private static boolean isDowngrade(URI url, String to) {
        return "https".equals(url.getScheme()) && to.toLowerCase(Locale.ROOT).startsWith("http:");
    }
}
