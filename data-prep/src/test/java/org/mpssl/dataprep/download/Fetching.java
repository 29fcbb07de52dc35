package org.mpssl.dataprep.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mpssl.dataprep.catalogue.Published.SourceFile;

/** Fetches into a folder without ever sleeping, and notes what was said. */
final class Fetching implements ProgressListener {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    /** For servers that stall. */
    static final Duration SHORT = Duration.ofMillis(400);

    /** For all others: on a busy machine an answer may take a while. */
    static final Duration LONG = Duration.ofSeconds(20);

    final List<Duration> pauses = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<Long> states = new ArrayList<>();
    private final Download download;
    private final Path folder;

    Fetching(Path folder) {
        this(folder, LONG);
    }

    Fetching(Path folder, Duration stall) {
        this.folder = folder;
        this.download = new Download(settings(stall, pauses::add));
    }

    static Settings settings(Duration stall, Sleeper sleeper) {
        return new Settings(
                stall,
                Duration.ofSeconds(10),
                5,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                sleeper,
                () -> NOW);
    }

    static SourceFile named(String name, Version version, URI... urls) {
        return new SourceFile(name, version.size(), version.sha256(), List.of(urls), "images");
    }

    /** A file of which only the name is known. */
    static SourceFile unknown(String name, URI... urls) {
        return new SourceFile(name, 0, null, List.of(urls), "images");
    }

    Path fetch(SourceFile file) {
        return download.fetch(file, folder, this);
    }

    /** Leaves what a program leaves that is killed. */
    void leave(String name, byte[] part, PartNote note) throws IOException {
        Files.write(folder.resolve(name + ".part"), part);
        note.write(folder.resolve(name + ".part.json"));
    }

    /** Returns the names of all files in the folder, without that of the lock. */
    List<String> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(p -> p.getFileName().toString())
                    .filter(name -> !name.equals(".locks"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void progress(long bytes, long total, double bytesPerSecond) {
        states.add(bytes);
    }

    @Override
    public void told(String event) {
        events.add(event);
    }
}
