package org.mpssl.dataprep.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.mpssl.UserError;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.files.FolderLock;

/**
 * Fetches published files, and goes on where an earlier fetch was cut short, in this process or in
 * one that is gone.
 *
 * <p>While it is fetched a file is called {@code NAME.part}. {@code NAME} is the whole file, of the
 * published length and checksum, or does not exist.
 */
public final class Download {

    private final Settings settings;
    private final HttpClient client;

    /**
     * Prepares to fetch files.
     *
     * @param settings how patient to be
     */
    public Download(Settings settings) {
        this(settings, HttpClient.newBuilder());
    }

    /** Prepares to fetch files with a client that trusts others. */
    Download(Settings settings, HttpClient.Builder client) {
        this.settings = settings;
        // HTTP/1.1: a stalled connection is cut by itself, and no old server is asked to upgrade.
        // NORMAL follows every redirect but one from https to http.
        this.client =
                client.version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(settings.connect())
                        .build();
    }

    /**
     * Fetches a file, unless it is there.
     *
     * @param file what is published of it
     * @param folder where it is wanted; is made
     * @param listener hears how far it is
     * @return the file
     * @throws UserError if it cannot be had, if another file has its name, or if somebody else is
     *     fetching it into the same folder
     * @throws CancellationException if the thread is interrupted; it is interrupted afterwards too
     */
    public Path fetch(SourceFile file, Path folder, ProgressListener listener) {
        Path target = folder.resolve(file.name());
        try {
            // Twice: whoever has the file needs no lock, and whoever waited for one has it now.
            if (!isThere(file, target) || Part.isLeft(target)) {
                Files.createDirectories(folder);
                try (FolderLock lock = FolderLock.of(target, taken(target))) {
                    if (!isThere(file, target)) {
                        fetchAnywhere(file, target, listener);
                    } else if (file.sha256() != null) {
                        Part.clear(target); // somebody has fetched the file by another way
                    }
                }
            }
            return target;
        } catch (InterruptedException | ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
            CancellationException stopped =
                    new CancellationException(
                            "Stopped. What has come of %s is kept; the same command goes on from there."
                                    .formatted(file.name()));
            stopped.initCause(e);
            throw stopped;
        } catch (IOException e) {
            throw new UserError(
                    "Cannot use the folder %s: %s. Check it, or name another one."
                            .formatted(folder, e),
                    e);
        }
    }

    /**
     * Returns how many bytes of files are not there yet.
     *
     * @param files what is published of them
     * @param folder where they are wanted
     * @return bytes; files of unknown length do not count
     */
    public static long lacking(List<SourceFile> files, Path folder) {
        return files.stream()
                .mapToLong(
                        file ->
                                Math.max(
                                        0,
                                        file.bytes() - Part.lengthOf(folder.resolve(file.name()))))
                .sum();
    }

    private static String taken(Path target) {
        return "Another process is fetching %s. Wait until it is done, or stop it; then begin again."
                .formatted(target);
    }

    private static boolean isThere(SourceFile file, Path target) throws IOException {
        if (!Files.exists(target)) {
            return false;
        }
        Optional<String> wrong = Expected.wrong(file, target);
        if (wrong.isPresent()) {
            throw new UserError(
                    """
                    %s is there, but is not the published file: %s.
                    Move it away to have it fetched, or take it as it is with --no-verify."""
                            .formatted(target, wrong.get()));
        }
        return true;
    }

    private void fetchAnywhere(SourceFile file, Path target, ProgressListener listener)
            throws IOException, InterruptedException {
        Map<URI, MirrorFailure> failures = new LinkedHashMap<>();
        try (Part part = Part.open(target, file.urls(), listener)) {
            for (URI url : startedFirst(file.urls(), part)) {
                try {
                    new Persistence(settings, listener)
                            .run(
                                    new Exchange(client, settings, file, url, part, listener)
                                            ::complete,
                                    part::length);
                    return;
                } catch (MirrorFailure e) {
                    listener.told("%s: %s.".formatted(url, e.getMessage()));
                    failures.put(url, e);
                }
            }
        }
        throw inVain(file, target, failures);
    }

    /**
     * An address of which a part is there goes first, else in the order in which they are named.
     */
    private static List<URI> startedFirst(List<URI> urls, Part part) {
        return urls.stream().sorted(Comparator.comparing(url -> part.resumable(url) == 0)).toList();
    }

    private static UserError inVain(
            SourceFile file, Path target, Map<URI, MirrorFailure> failures) {
        if (failures.isEmpty()) {
            return new UserError(
                    "There is no address of %s. Get it from its publisher, and name its folder with --from."
                            .formatted(file.name()));
        }
        String reasons =
                failures.entrySet().stream()
                        .map(e -> "  %s: %s\n".formatted(e.getKey(), e.getValue().getMessage()))
                        .collect(Collectors.joining());
        String advice =
                failures.values().stream()
                        .map(MirrorFailure::advice)
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .map("%s\n"::formatted)
                        .collect(Collectors.joining());
        return new UserError(
                """
                Cannot fetch %s:
                %s%sThe same command tries again, and goes on where this one ended. Or fetch the file by hand, and
                name its folder with --from:
                  curl -L -C - -o "%s" %s"""
                        .formatted(file.name(), reasons, advice, target, file.urls().get(0)));
    }
}
