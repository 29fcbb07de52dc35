package org.mpssl.dataprep.raw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.UserError;

/** Finds the sources that a user means by naming files and folders. */
public final class RawSources {

    /** Archives are looked for in a folder that was named and in those directly in it. */
    private static final int DEPTH = 2;

    private final Limits limits;

    /** By the real path, so that what is named twice, or lies in a folder too, comes once. */
    private final Map<Path, RawSource> files = new LinkedHashMap<>();

    private final Map<Path, Path> folders = new LinkedHashMap<>();

    private RawSources(Limits limits) {
        this.limits = limits;
    }

    /**
     * Finds sources.
     *
     * @param paths each an archive, a single list or image, or a folder; in a folder every archive
     *     that lies directly in it or one level below is a source, and all its other files together
     *     are one
     * @return the archives and single files in the order named, those of a folder sorted; then the
     *     folders
     * @throws UserError if a path is not there, or a file is empty, a web page, an unfinished
     *     download or otherwise not what its name says
     */
    public static List<RawSource> find(List<Path> paths) {
        return find(paths, Limits.USUAL);
    }

    /**
     * Finds sources that may hold only so much.
     *
     * @param paths as above
     * @param limits how much
     * @return the sources
     */
    public static List<RawSource> find(List<Path> paths, Limits limits) {
        RawSources sources = new RawSources(limits);
        for (Path path : paths) {
            sources.add(path);
        }
        return sources.all();
    }

    private void add(Path path) {
        try {
            if (Files.isDirectory(path)) {
                folders.put(path.toRealPath(), path);
                addArchivesIn(path.toRealPath());
            } else if (Files.isRegularFile(path)) {
                addFile(path.toRealPath());
            } else {
                throw new UserError(
                        "There is no file or folder %s. Check the path.".formatted(path));
            }
        } catch (IOException e) {
            throw new UserError(
                    "Cannot read %s: %s. Check that you may read all of it."
                            .formatted(path, e.getMessage()),
                    e);
        }
    }

    private void addFile(Path file) {
        files.computeIfAbsent(
                file,
                place ->
                        FileKind.named(place)
                                .<RawSource>map(kind -> new Archive(place, kind, limits))
                                .orElseGet(() -> new LooseFile(place, limits)));
    }

    private void addArchivesIn(Path folder) {
        for (DiskFile candidate : FolderListing.of(folder, limits).files()) {
            Path file = candidate.place();
            if (folder.relativize(file).getNameCount() <= DEPTH) {
                FileKind.inFolder(file)
                        .ifPresent(
                                kind -> files.putIfAbsent(file, new Archive(file, kind, limits)));
            }
        }
    }

    private List<RawSource> all() {
        List<RawSource> all = new ArrayList<>(files.values());
        folders.forEach(
                (real, named) -> {
                    Folder folder = new Folder(named, files.keySet(), limits);
                    if (!folder.isEmpty()) {
                        all.add(folder);
                    }
                });
        return all;
    }
}
