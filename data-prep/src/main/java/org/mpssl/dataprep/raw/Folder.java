package org.mpssl.dataprep.raw;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.mpssl.files.Sha256;
import org.mpssl.foundation.Progress;

/** A folder with unpacked files. Links below it are not followed; a scan remarks on them. */
public final class Folder implements RawSource {

    private final Path root;
    private final Set<Path> others;
    private final Limits limits;

    /**
     * Makes a source of a folder.
     *
     * @param root the folder
     * @param others files below it that are sources of their own, as real paths
     * @param limits how much it may hold
     */
    Folder(Path root, Set<Path> others, Limits limits) {
        this.root = root;
        this.others = Set.copyOf(others);
        this.limits = limits;
    }

    @Override
    public String name() {
        Path last = root.toAbsolutePath().normalize().getFileName();
        return last == null ? root.toString() : last.toString();
    }

    @Override
    public Scan scan(Progress progress) {
        FolderListing listing = FolderListing.of(root, limits);
        List<DiskFile> own = own(listing);
        Lists lists = new Lists(name(), limits);
        List<RawFile> files = new ArrayList<>();
        for (DiskFile found : own) {
            files.add(found.listed(lists));
            progress.update(files.size(), own.size(), "files of " + name());
        }
        List<String> remarks = new ArrayList<>(listing.remarks(name()));
        remarks.addAll(lists.remarks());
        return new Scan(
                name(),
                files.stream().mapToLong(RawFile::size).sum(),
                Sha256.of(
                        IntStream.range(0, own.size())
                                .mapToObj(i -> line(own.get(i), files.get(i)) + '\n')),
                files,
                remarks);
    }

    @Override
    public void read(Predicate<String> wanted, Receiver receiver) {
        for (DiskFile file : own(FolderListing.of(root, limits))) {
            if (wanted.test(file.path())) {
                receiver.accept(file.path(), file.content(limits));
            }
        }
    }

    /** Returns whether there is nothing to say about it: no file, no link. */
    boolean isEmpty() {
        FolderListing listing = FolderListing.of(root, limits);
        return own(listing).isEmpty() && listing.remarks(name()).isEmpty();
    }

    private List<DiskFile> own(FolderListing listing) {
        return listing.files().stream().filter(file -> !others.contains(file.place())).toList();
    }

    private static String line(DiskFile found, RawFile file) {
        return Lists.isList(file.path())
                ? "%s %d %s".formatted(file.path(), file.size(), found.sha256())
                : "%s %d".formatted(file.path(), file.size());
    }
}
