package org.mpssl.dataprep.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mpssl.UserError;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.dataprep.raw.Archive;
import org.mpssl.dataprep.raw.Folder;
import org.mpssl.dataprep.raw.RawFile;
import org.mpssl.dataprep.raw.RawSource;
import org.mpssl.dataprep.raw.Scan;
import org.mpssl.files.Sha256;

/** Compares the files that were found with those that were published. */
final class SourceCheck {

    private final Published dataset;
    private final boolean strict;
    private final List<String> remarks = new ArrayList<>();

    /**
     * What there is to compare a published checksum with.
     *
     * @param sha256 of what was found
     * @param unpacked whether it is a plain tar and the published file is packed
     */
    private record Checksum(String sha256, boolean unpacked) {}

    private SourceCheck(Published dataset, boolean strict) {
        this.dataset = dataset;
        this.strict = strict;
    }

    /**
     * Compares.
     *
     * @param dataset what was published
     * @param found what was found
     * @param strict whether a difference is an error, not a remark
     * @return what a user should know
     * @throws UserError if a file is missing, or strictly is not the published one
     */
    static List<String> of(Published dataset, Map<RawSource, Scan> found, boolean strict) {
        SourceCheck check = new SourceCheck(dataset, strict);
        for (SourceFile file : dataset.files()) {
            check.compare(file, found);
        }
        return check.remarks;
    }

    private List<String> names() {
        return dataset.files().stream().map(SourceFile::name).toList();
    }

    private void compare(SourceFile file, Map<RawSource, Scan> found) {
        if (found.values().stream().noneMatch(scan -> holds(scan, file))) {
            throw new UserError(
                    "There is no %s among the raw files (nothing holds %s). Needed are %s; ./workbench data info %s says from where. %s"
                            .formatted(
                                    file.name(),
                                    file.holds(),
                                    String.join(", ", names()),
                                    dataset.name(),
                                    dataset.obtain())
                            .strip());
        }
        if (file.sha256() == null) {
            remarks.add(
                    "No checksum of %s is published; the one found is recorded."
                            .formatted(file.name()));
            return;
        }
        Optional<Checksum> checksum =
                found.entrySet().stream()
                        .flatMap(entry -> checksum(file, entry.getKey(), entry.getValue()))
                        .findFirst();
        if (checksum.isEmpty()) {
            remarks.add(
                    "%s was found unpacked, so its published checksum could not be compared."
                            .formatted(file.name()));
        } else if (!checksum.get().sha256().equals(file.sha256())) {
            differs(file, checksum.get());
        }
    }

    /** Of the archive that holds it, or of the file itself where it lies in a folder. */
    private static Stream<Checksum> checksum(SourceFile file, RawSource source, Scan scan) {
        if (!holds(scan, file)) {
            return Stream.empty();
        }
        if (!(source instanceof Folder)) {
            return Stream.of(new Checksum(scan.sha256(), isUnpacked(file, source)));
        }
        return scan.files().stream()
                .filter(raw -> raw.name().equals(file.name()) && raw.content() != null)
                .map(raw -> new Checksum(Sha256.of(raw.content()), false));
    }

    /** Some servers unpack a file on the way. */
    private static boolean isUnpacked(SourceFile file, RawSource source) {
        return file.name().endsWith("gz")
                && source instanceof Archive archive
                && archive.isPlainTar();
    }

    private void differs(SourceFile file, Checksum checksum) {
        if (checksum.unpacked()) {
            cannotBeCompared(file);
        } else if (strict) {
            throw new UserError(
                    """
                    %s is not the published file: its sha256 is %s and should be %s. Get the file \
                    again; if you know that this one is right, say --no-verify, which is recorded \
                    in the prepared dataset."""
                            .formatted(file.name(), checksum.sha256(), file.sha256()));
        } else {
            remarks.add("NOT VERIFIED: %s is not the published file.".formatted(file.name()));
        }
    }

    private void cannotBeCompared(SourceFile file) {
        if (strict) {
            throw new UserError(
                    """
                    This copy of %s is a plain tar, and the published checksum is that of the packed \
                    file, so the two cannot be compared: some servers unpack a file on the way. Get \
                    it in another way, or say --no-verify, which is recorded in the prepared \
                    dataset: then every image is decoded all the same, and other numbers of images \
                    or classes than the published ones are told."""
                            .formatted(file.name()));
        }
        remarks.add(
                "NOT VERIFIED: %s is a plain tar, so the published checksum of the packed file could not be compared."
                        .formatted(file.name()));
    }

    /** What a file holds may be a file of it, or a folder. */
    private static boolean holds(Scan scan, SourceFile file) {
        return scan.files().stream()
                .map(RawFile::path)
                .anyMatch(path -> ("/" + path + "/").contains("/" + file.holds() + "/"));
    }
}
