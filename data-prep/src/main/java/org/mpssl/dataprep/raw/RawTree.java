package org.mpssl.dataprep.raw;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mpssl.UserError;

/**
 * The files of a raw dataset by path, wherever they lie: in archives, in a folder, or in both.
 *
 * <p>Copies of one dataset differ in the folders around its files ({@code cars_train/cars_train/}),
 * so a file is looked for by the end of its path, segment by segment.
 */
public final class RawTree {

    private final SortedMap<String, RawFile> files;

    /**
     * The same paths by their last segment, which is where every search begins. Made for the first
     * one: a folder of a million images is not searched.
     */
    private SortedMap<String, List<RawFile>> byName;

    /**
     * Makes a tree.
     *
     * @param files all files, each path once
     */
    public RawTree(Collection<RawFile> files) {
        SortedMap<String, RawFile> byPath = new TreeMap<>();
        for (RawFile file : files) {
            RawFile other = byPath.put(file.path(), file);
            if (other != null) {
                throw new UserError(
                        "%s is there twice, in %s and in %s. Keep one of them."
                                .formatted(file.path(), other.source(), file.source()));
            }
        }
        this.files = Collections.unmodifiableSortedMap(byPath);
    }

    /**
     * Returns all files, sorted by path.
     *
     * @return the files
     */
    public Collection<RawFile> files() {
        return files.values();
    }

    /**
     * Returns the file that has a path, whole and not the end of it.
     *
     * @param path its path
     * @return the file, if there is one
     */
    public Optional<RawFile> at(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /**
     * Returns the files whose path ends with some segments.
     *
     * @param end for example {@code "cars_train/00001.jpg"}, which {@code x/cars_train/00001.jpg}
     *     ends with and {@code my_cars_train/00001.jpg} does not
     * @return none, one or several
     */
    public List<RawFile> endingWith(String end) {
        if (byName == null) {
            byName = files().stream().collect(groupingBy(RawFile::name, TreeMap::new, toList()));
        }
        return byName.getOrDefault(name(end), List.of()).stream()
                .filter(file -> file.path().equals(end) || file.path().endsWith("/" + end))
                .toList();
    }

    /**
     * Returns whether there is a file whose path ends with some segments.
     *
     * @param end the last segments of its path
     * @return whether there is one
     */
    public boolean has(String end) {
        return !endingWith(end).isEmpty();
    }

    /**
     * Returns the one file whose path ends with some segments.
     *
     * @param end the last segments of its path
     * @return the file
     * @throws UserError if there is none, or more than one
     */
    public RawFile file(String end) {
        List<RawFile> found = endingWith(end);
        if (found.isEmpty()) {
            throw new UserError(
                    "The raw files lack %s. Check that all archives, or the whole unpacked folder, are under --from."
                            .formatted(end));
        }
        if (found.size() > 1) {
            throw new UserError(
                    "The raw files have %s more than once: %s. Keep one copy under --from."
                            .formatted(
                                    end,
                                    String.join(", ", found.stream().map(RawFile::path).toList())));
        }
        return found.get(0);
    }

    /**
     * Returns the content of a list: the one file whose path ends with some segments.
     *
     * @param end the last segments of its path
     * @return its bytes
     * @throws UserError if there is none, more than one, or one that was too long to be kept
     */
    public byte[] content(String end) {
        RawFile file = file(end);
        if (file.content() == null) {
            throw new UserError(
                    "%s in %s is too long for a list: it has %d bytes, or all lists there have too many together. Get the published one, and keep what is no part of the dataset out of --from."
                            .formatted(file.path(), file.source(), file.size()));
        }
        return file.content();
    }

    /**
     * Returns the lines of a text file, without their ends, without empty ones.
     *
     * @param end the last segments of its path
     * @return its lines
     */
    public List<String> lines(String end) {
        return new String(content(end), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
