package org.mpssl.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.mpssl.UserError;
import org.mpssl.files.Sha256;

/** The files of a prepared dataset, in a folder or on the class path, read whole and checked. */
final class DatasetFiles {

    private static final String REMEDY =
            "The dataset is damaged or incomplete: prepare it anew, or fetch an undamaged copy.";

    private final String where;
    private final Path folder;
    private final long mapFrom;
    private final Opener opener;

    private DatasetFiles(String where, Path folder, long mapFrom, Opener opener) {
        this.where = where;
        this.folder = folder;
        this.mapFrom = mapFrom;
        this.opener = opener;
    }

    /** Opens a file by name, or returns null where there is none. */
    private interface Opener {
        InputStream open(String name) throws IOException;
    }

    /**
     * Files in a folder.
     *
     * @param mapFrom pixels of that many bytes stay in their file
     */
    static DatasetFiles inFolder(Path folder, long mapFrom) {
        return new DatasetFiles(
                folder.toString(),
                folder,
                mapFrom,
                name -> {
                    Path file = folder.resolve(name);
                    return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
                });
    }

    static DatasetFiles onClassPath(String folder) {
        return new DatasetFiles(
                "class path:" + folder,
                null,
                Long.MAX_VALUE,
                name -> DatasetFiles.class.getResourceAsStream(folder + "/" + name));
    }

    /** Returns where the files are, for messages. */
    String where() {
        return where;
    }

    /**
     * Returns the file of pixels if it is large and lies unpacked in a folder, where it need not be
     * read to be used; else null.
     */
    Path mappable(String name, DatasetManifest.Content expected) {
        if (folder == null || expected.bytes() < mapFrom || !name.endsWith(".u8")) {
            return null;
        }
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        requireSize(name, size(file), expected);
        return file;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UserError("Cannot read " + file + ": " + e.getMessage() + ".", e);
        }
    }

    private void requireSize(String name, long found, DatasetManifest.Content expected) {
        if (found != expected.bytes()) {
            throw new UserError(
                    "%s/%s has the wrong size: expected are %d bytes unpacked, found %s. %s"
                            .formatted(
                                    where,
                                    name,
                                    expected.bytes(),
                                    // One byte too many is read at most of a packed file.
                                    found > expected.bytes() ? "more than that" : found + " bytes",
                                    REMEDY));
        }
    }

    /** Reads a small text file whole; null where there is none. */
    byte[] readIfThere(String name) {
        try (InputStream in = opener.open(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UserError("Cannot read " + where + "/" + name + ": " + e.getMessage(), e);
        }
    }

    /** Reads a file, unpacked, and compares it with what the manifest says. */
    byte[] read(String name, DatasetManifest.Content expected) {
        byte[] content = unpacked(name, expected.bytes());
        requireSize(name, content.length, expected);
        String sha256 = Sha256.of(content);
        if (!sha256.equals(expected.sha256())) {
            throw new UserError(
                    where
                            + "/"
                            + name
                            + " has the wrong content: expected is sha256 "
                            + expected.sha256()
                            + ", found "
                            + sha256
                            + ". "
                            + REMEDY);
        }
        return content;
    }

    private byte[] unpacked(String name, long size) {
        if (size < 0 || size > Integer.MAX_VALUE - 16) {
            throw new UserError(
                    where
                            + "/"
                            + name
                            + " has "
                            + size
                            + " bytes, which is more than one array"
                            + " holds. Prepare the dataset in smaller parts.");
        }
        int limit = (int) size + 1;
        try (InputStream raw = opener.open(name)) {
            if (raw != null) {
                return raw.readNBytes(limit);
            }
        } catch (IOException e) {
            throw new UserError("Cannot read " + where + "/" + name + ": " + e.getMessage(), e);
        }
        String packedName = name + ".gz";
        try (InputStream packed = opener.open(packedName)) {
            if (packed == null) {
                throw new UserError(
                        where
                                + " lacks the file "
                                + name
                                + " (or "
                                + packedName
                                + "), which its"
                                + " manifest lists. "
                                + REMEDY);
            }
            try (InputStream in = new GZIPInputStream(new BufferedInputStream(packed), 1 << 16)) {
                return in.readNBytes(limit);
            }
        } catch (ZipException | EOFException e) {
            throw new UserError(
                    where
                            + "/"
                            + packedName
                            + " cannot be unpacked: "
                            + e.getMessage()
                            + ". "
                            + REMEDY,
                    e);
        } catch (IOException e) {
            throw new UserError(
                    "Cannot read " + where + "/" + packedName + ": " + e.getMessage(), e);
        }
    }
}
