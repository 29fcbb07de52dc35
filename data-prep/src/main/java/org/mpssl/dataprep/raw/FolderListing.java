package org.mpssl.dataprep.raw;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.mpssl.UserError;

/** The files below a folder, sorted by path, and the links, which are not followed. */
final class FolderListing extends SimpleFileVisitor<Path> {

    private final Path root;
    private final Limits limits;
    private final List<DiskFile> files = new ArrayList<>();
    private final List<String> links = new ArrayList<>();

    FolderListing(Path root, Limits limits) {
        this.root = root;
        this.limits = limits;
    }

    /**
     * Lists a folder.
     *
     * @param root the folder
     * @param limits how many files there may be
     * @return what is below it
     * @throws UserError if something in it cannot be read, or there are too many files
     */
    static FolderListing of(Path root, Limits limits) {
        try {
            // The folder itself may be a link: the user has named it.
            Path real = root.toRealPath();
            FolderListing listing = new FolderListing(real, limits);
            Files.walkFileTree(real, listing);
            listing.files.sort(Comparator.comparing(DiskFile::path));
            Collections.sort(listing.links);
            return listing;
        } catch (IOException e) {
            throw new UserError(
                    "Cannot read the folder %s: %s. Check that it is there and that you may read all of it."
                            .formatted(root, e.getMessage()),
                    e);
        }
    }

    List<DiskFile> files() {
        return files;
    }

    /**
     * Returns what there is to say about links.
     *
     * @param name of the folder, the same on every machine
     */
    List<String> remarks(String name) {
        return links.isEmpty()
                ? List.of()
                : List.of(
                        "%s has %d links, the first is %s; they are not followed. Name the places they lead to as well."
                                .formatted(name, links.size(), links.get(0)));
    }

    /** Hidden folders hold what programs keep there, such as locks, and no part of a dataset. */
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        boolean hidden = !folder.equals(root) && folder.getFileName().toString().startsWith(".");
        return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String path = path(file);
        EntryName name = new EntryName(path);
        if (attributes.isRegularFile() && name.isLitter()) {
            return FileVisitResult.CONTINUE;
        }
        if (name.hasControlCharacter()) {
            throw new UserError(
                    "%s below %s has a control character in its name, such as the end of a line. Rename it."
                            .formatted(name.shown(), root));
        }
        if (attributes.isSymbolicLink()) {
            links.add(path);
        } else if (attributes.isRegularFile() && !FileKind.isOutdated(file)) {
            files.add(new DiskFile(path, file));
        }
        if (files.size() + links.size() > limits.files()) {
            throw new UserError(
                    "%s has more than %d files. Name the folder that holds the dataset and nothing else."
                            .formatted(root, limits.files()));
        }
        return FileVisitResult.CONTINUE;
    }

    private String path(Path file) {
        return StreamSupport.stream(root.relativize(file).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }
}
