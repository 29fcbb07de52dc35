package org.mpssl.dataprep.raw;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.mpssl.UserError;

/** What a file that somebody has fetched is: an archive, a file as it should be, or a mishap. */
final class FileKind {

    private static final String PART = ".part";

    /** Names of archives, so that one which is none is not passed over in silence. */
    private static final List<String> ARCHIVES =
            List.of(".tar", ".tgz", ".gz", ".zip", ".bz2", ".xz", ".zst", ".7z", ".rar", PART);

    /**
     * Names of images and lists. In a folder they are believed, for there may be very many such
     * files to look into.
     */
    private static final List<String> PLAIN =
            List.of(".jpg", ".jpeg", ".png", ".gif", ".bmp", ".txt", ".json", ".mat");

    private static final int HEAD = 8;

    private FileKind() {}

    /** Returns whether it is a download that was not finished, of a file that is there by now. */
    static boolean isOutdated(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(PART)
                && Files.isRegularFile(
                        file.resolveSibling(name.substring(0, name.length() - PART.length())));
    }

    /**
     * Looks into a file that lies in a folder.
     *
     * @return how it is packed, or nothing if it is no archive and its name claims no such thing
     * @throws UserError if it is a mishap
     */
    static Optional<Container> inFolder(Path file) {
        if (hasSuffix(file, PLAIN)) {
            return Optional.empty();
        }
        return look(file, hasSuffix(file, ARCHIVES) ? FileKind::complaint : head -> null);
    }

    /**
     * Looks into a file that was named.
     *
     * @return how it is packed, or nothing if it is a list or an image
     * @throws UserError if it is neither
     */
    static Optional<Container> named(Path file) {
        return look(file, hasSuffix(file, PLAIN) ? FileKind::mishap : FileKind::complaint);
    }

    /**
     * @param otherwise what is wrong with a file that is no archive, told by its first bytes, or
     *     null
     */
    private static Optional<Container> look(Path file, Function<byte[], String> otherwise) {
        if (hasSuffix(file, List.of(PART))) {
            throw new UserError(
                    "%s is a download that was not finished. Finish it, or delete it."
                            .formatted(file));
        }
        try {
            Optional<Container> container = Container.of(file);
            String wrong = container.isPresent() ? null : otherwise.apply(head(file));
            if (wrong != null) {
                throw new UserError(file + " " + wrong);
            }
            return container;
        } catch (IOException e) {
            throw new UserError(
                    "Cannot read %s: %s. Check that you may read it."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        }
    }

    private static String mishap(byte[] head) {
        if (head.length == 0) {
            return "is empty. Delete it and fetch it again.";
        }
        return startsWithPage(head)
                ? "is a web page: the server has sent a message instead of the file. Open it in a browser to read it, then fetch the file again."
                : null;
    }

    private static String complaint(byte[] head) {
        String mishap = mishap(head);
        if (mishap != null) {
            return mishap;
        }
        if (Container.isGzip(head)) {
            return "is packed with gzip, but there is no tar in it. Unpack it yourself and name the folder.";
        }
        return "begins with %s and is none of tar, tar.gz and zip. Unpack it yourself and name the folder, or fetch it again if that fails."
                .formatted(HexFormat.ofDelimiter(" ").formatHex(head));
    }

    private static boolean startsWithPage(byte[] head) {
        // A byte order mark or blanks may come first.
        String text = new String(head, StandardCharsets.UTF_8);
        return text.replace("\ufeff", "").strip().startsWith("<");
    }

    private static boolean hasSuffix(Path file, List<String> suffixes) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return suffixes.stream().anyMatch(name::endsWith);
    }
}
