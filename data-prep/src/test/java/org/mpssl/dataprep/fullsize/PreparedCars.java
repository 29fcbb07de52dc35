package org.mpssl.dataprep.fullsize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.rehearsal.FullSizeCars;
import org.mpssl.files.DraftFolder;

/**
 * Cars in full, fabricated and prepared once for all tests: 5 GB, deleted at the end. The
 * preparation is killed in the middle, and goes on.
 */
final class PreparedCars implements AutoCloseable {

    /** Images in both parts. */
    static final int IMAGES = FullSizeCars.TRAIN + FullSizeCars.TEST;

    /** Side of a prepared image. */
    static final int SIZE = 256;

    /** Bytes of a note in the journal. */
    private static final int NOTE = 8;

    private final Path folder = Path.of("target", "full-size").toAbsolutePath();
    private final FullSizeCars cars = new FullSizeCars();
    private final ChildJvm.Outcome killed;
    private final long decodedBefore;
    private final ChildJvm.Outcome rest;
    private long decoded;

    /** Hands it to the tests. */
    static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == PreparedCars.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(PreparedCars.class))
                    .getOrComputeIfAbsent(PreparedCars.class);
        }
    }

    PreparedCars() {
        try {
            DraftFolder.delete(folder);
            Files.createDirectories(raw());
            Published made = cars.write(raw());
            new Catalogue(List.of(made)).write(catalogue());
            killed = prepare().await(() -> notes() >= IMAGES / 2);
            decodedBefore = notes();
            rest = prepare().await(this::watchJournal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(rest.code()).as(rest.printed()).isZero();
    }

    /** The journal is deleted at the end. */
    private boolean watchJournal() throws IOException {
        decoded = Math.max(decoded, notes());
        return false;
    }

    /**
     * Returns how many images are noted in the journal; one that was decoded twice counts twice.
     */
    private long notes() throws IOException {
        Path journal = root().resolve(".cars.preparing/journal");
        try {
            return Files.size(journal) / NOTE;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Starts the command, with the heap that the launcher gives it. */
    ChildJvm prepare() throws IOException {
        return ChildJvm.start(
                ChildJvm.USUAL_HEAP,
                "org.mpssl.cli.Workbench",
                "data",
                "prepare",
                "cars",
                "--from",
                raw(),
                "--catalogue",
                catalogue(),
                "--root",
                root(),
                "--size",
                SIZE,
                "--accept-license");
    }

    FullSizeCars cars() {
        return cars;
    }

    /** Returns how the preparation went until it was killed. */
    ChildJvm.Outcome killed() {
        return killed;
    }

    /** Returns how it went on. */
    ChildJvm.Outcome rest() {
        return rest;
    }

    /** Returns how many images were decoded until it was killed. */
    long decodedBefore() {
        return decodedBefore;
    }

    /** Returns how many images were decoded altogether. */
    long decoded() {
        return decoded;
    }

    private Path root() {
        return folder.resolve("data");
    }

    Path data() {
        return root().resolve("cars");
    }

    private Path raw() {
        return folder.resolve("raw");
    }

    private Path catalogue() {
        return folder.resolve("catalogue.json");
    }

    @Override
    public void close() throws IOException {
        DraftFolder.delete(folder);
    }
}
