package org.mpssl.dataprep.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.mpssl.UserError;
import org.mpssl.dataprep.catalogue.Published.SourceFile;

/** Asks one address for what is still missing of a file, and adds the answer to the part. */
final class Exchange {

    private static final String CHANGED =
            "If the publisher has changed the file, --no-verify takes it as it is now.";

    /** Of the bytes that are missing, left free beyond them. */
    private static final int SPARE = 20;

    private final HttpClient client;
    private final Settings settings;
    private final SourceFile file;
    private final URI url;
    private final Part part;
    private final Meter meter;
    private final ProgressListener listener;

    Exchange(
            HttpClient client,
            Settings settings,
            SourceFile file,
            URI url,
            Part part,
            ProgressListener listener) {
        this.client = client;
        this.settings = settings;
        this.file = file;
        this.url = url;
        this.part = part;
        this.meter = new Meter(listener, settings.clock());
        this.listener = listener;
    }

    /**
     * Completes the file and gives it its name.
     *
     * @throws IOException if the connection fails; what has come is kept
     * @throws MirrorFailure if the address does not give the file
     * @throws InterruptedException if the thread is interrupted; what has come is kept
     */
    void complete() throws IOException, MirrorFailure, InterruptedException {
        // Without a part the second answer cannot be a misfit.
        while (!part.isWhole(url) && !ask()) {
            listener.told("The part does not fit the file as it is now; it is begun anew.");
            part.discard();
        }
        verify();
        part.finish();
        meter.end(part.length());
    }

    /** Asks once; returns whether the part and the answer fitted. */
    private boolean ask() throws IOException, MirrorFailure, InterruptedException {
        long have = part.resumable(url);
        if (have == 0 && part.length() > 0) {
            part.obstacle(url).ifPresent(why -> listener.told("Begun anew: " + why + "."));
        }
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
                client.send(request(have), BodyHandlers.ofPublisher());
        try (Body body = new Body(response.body(), settings.stall())) {
            new AnswerCheck(settings.clock()).require(response, file.name());
            Answer answer = Answer.of(response.statusCode(), response.headers(), have, part.note());
            switch (answer.kind()) {
                case COMPLETE -> {}
                case MISFIT -> {
                    if (have == 0) {
                        throw new IOException("an answer to something that was not asked");
                    }
                    return false;
                }
                case WHOLE -> {
                    if (have > 0) {
                        listener.told(
                                "Begun anew: the file has changed, or the server cannot go on within it.");
                    }
                    receiveWhole(response, answer.total(), body);
                }
                case REST -> receiveRest(answer.total(), body);
            }
        }
        return true;
    }

    private HttpRequest request(long have) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .timeout(settings.stall())
                        .header("User-Agent", "MP-SSL-Workbench");
        if (have > 0) {
            request.header("Range", "bytes=%d-".formatted(have))
                    .header("If-Range", part.note().validator());
        }
        return request.build();
    }

    private void receiveWhole(HttpResponse<?> response, long length, Body body)
            throws IOException, MirrorFailure, InterruptedException {
        long total = total(length);
        requireSpace(total);
        byte[] head = body.atLeast(FirstBytes.NEEDED);
        FirstBytes.check(file.name(), head);
        part.begin(PartNote.of(url, response.headers(), length));
        meter.start(0);
        part.append(head);
        receive(total, body);
    }

    private void receiveRest(long length, Body body)
            throws IOException, MirrorFailure, InterruptedException {
        long total = total(length >= 0 ? length : part.note().total());
        requireSpace(total - part.length());
        part.resume();
        meter.start(part.length());
        receive(total, body);
    }

    private void receive(long total, Body body)
            throws IOException, MirrorFailure, InterruptedException {
        for (byte[] bytes = body.next(); bytes.length > 0; bytes = body.next()) {
            part.append(bytes);
            meter.at(part.length(), total);
            if (total >= 0 && part.length() > total) {
                part.discard();
                throw new MirrorFailure(
                        String.format(Locale.ROOT, "it has more than %,d bytes", total), CHANGED);
            }
        }
        if (part.length() < total) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "the connection ended after %,d of %,d bytes",
                            part.length(),
                            total));
        }
    }

    /** Returns the length of the whole file, -1 if nobody knows. */
    private long total(long promised) throws MirrorFailure {
        Optional<String> wrong = Expected.wrongLength(file, promised);
        if (wrong.isPresent()) {
            throw new MirrorFailure(wrong.get(), CHANGED);
        }
        return promised < 0 && file.bytes() > 0 ? file.bytes() : promised;
    }

    private void requireSpace(long missing) throws IOException {
        long free = Files.getFileStore(part.file().toAbsolutePath().getParent()).getUsableSpace();
        long needed = missing + missing / SPARE;
        if (needed > free) {
            throw new UserError(
                    "%s needs %s more in %s, where %s are free. Make room, or name another folder."
                            .formatted(
                                    file.name(),
                                    ByteCount.words(needed),
                                    part.file().toAbsolutePath().getParent(),
                                    ByteCount.words(free)));
        }
    }

    private void verify() throws IOException, MirrorFailure {
        Optional<String> wrong =
                Expected.wrongLength(file, part.length())
                        .or(() -> Expected.wrongSum(file, part.sha256()));
        if (wrong.isEmpty()) {
            return;
        }
        boolean pieced = part.isPieced();
        part.discard();
        if (pieced) {
            // Perhaps the pieces were of two versions, or a crash has damaged the first of them.
            throw new IOException(wrong.get());
        }
        throw new MirrorFailure(wrong.get(), CHANGED);
    }
}
