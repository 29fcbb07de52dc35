package org.mpssl.weights.imports;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mpssl.UserError;
import org.mpssl.files.StrictJson;

/**
 * A weight file that was published, and what is known of it: an entry of {@code
 * published-weights.json}.
 *
 * @param name its name
 * @param network what it holds, such as {@code resnet50} or {@code biggan-256}
 * @param format the title of the {@link ImportFormat} that reads it
 * @param about which of the network's weights they are, in a few words
 * @param size in words, as far as it is known
 * @param sha256 its checksum; the start of it, where torchvision's name says no more; empty if none
 *     was published
 * @param source where to get it
 * @param licence its terms
 */
public record PublishedFile(
        String name,
        String network,
        String format,
        String about,
        String size,
        String sha256,
        String source,
        String licence) {

    private static final String RESOURCE = "published-weights.json";
    private static final JsonMapper JSON = StrictJson.mapper().build();
    private static final int WHOLE = 64;

    /** Returns all that are known; of one network the first is the usual one. */
    public static List<PublishedFile> all() {
        try (InputStream in = PublishedFile.class.getResourceAsStream(RESOURCE)) {
            return List.of(JSON.readValue(in, PublishedFile[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the names of the networks, in the order of the list. */
    public static List<String> networks() {
        return all().stream().map(PublishedFile::network).distinct().toList();
    }

    /**
     * Returns the files that hold a network.
     *
     * @param network its name
     * @return the files, the usual one first
     */
    public static List<PublishedFile> of(String network) {
        return all().stream().filter(file -> file.network.equals(network)).toList();
    }

    /**
     * Looks a file up.
     *
     * @param file its name
     * @param checksum its checksum
     * @return what is known of it, in a sentence
     * @throws UserError if it has the name of a published file and is another
     */
    static String identify(String file, String checksum) {
        List<PublishedFile> known = all().stream().filter(PublishedFile::hasChecksum).toList();
        known.stream()
                .filter(published -> published.name.equals(file))
                .filter(published -> !checksum.startsWith(published.sha256))
                .findFirst()
                .ifPresent(
                        published -> {
                            throw new UserError(
                                    """
                                    %s has the name of a published file and is another: its \
                                    sha256 is %s and should be %s. Fetch it again, or give it \
                                    another name."""
                                            .formatted(file, checksum, published.checksum()));
                        });
        return byChecksum(known, checksum)
                .map(published -> "the published file " + published.name)
                .orElse("not a published file whose sha256 is known here: " + checksum);
    }

    /**
     * Returns the published file that an import was made of.
     *
     * @param imported the import
     * @return the file; nothing if it was another, or may have been one of several
     */
    static Optional<PublishedFile> behind(ImportedFile imported) {
        List<PublishedFile> fitting =
                of(imported.network()).stream()
                        .filter(file -> file.format.equals(imported.format()))
                        .toList();
        Optional<PublishedFile> known =
                byChecksum(
                        fitting.stream().filter(PublishedFile::hasChecksum).toList(),
                        imported.sourceSha256());
        List<PublishedFile> others = fitting.stream().filter(f -> !f.hasChecksum()).toList();
        return known.isEmpty() && others.size() == 1 ? Optional.of(others.get(0)) : known;
    }

    private static Optional<PublishedFile> byChecksum(List<PublishedFile> files, String checksum) {
        return files.stream().filter(file -> checksum.startsWith(file.sha256)).findFirst();
    }

    private boolean hasChecksum() {
        return !sha256.isEmpty();
    }

    /** Returns the checksum as far as it is known, in words. */
    public String checksum() {
        return switch (sha256.length()) {
            case 0 -> "not published";
            case WHOLE -> sha256;
            default -> sha256 + "...";
        };
    }

    /**
     * Returns the command that imports it.
     *
     * @param out the file to make
     * @return a line for a terminal
     */
    public String command(String out) {
        return command(format, network, name, out);
    }

    /**
     * Returns the command that imports a file of which less is known.
     *
     * @param out the file to make
     * @return a line for a terminal, with words in capitals where the reader must choose
     */
    public static String anyCommand(String out) {
        return command("FORMAT", "NETWORK", "FILE", out);
    }

    private static String command(String format, String network, String in, String out) {
        return "./workbench weights import --format %s --network %s %s %s"
                .formatted(format, network, quoted(in), quoted(out));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./+:@,=-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Checks what can be checked without the file. */
    public PublishedFile {
        ImportFormat.named(format);
        if (!sha256.matches("([0-9a-f]{8}([0-9a-f]{56})?)?")
                || Arrays.asList(name, network, about, size, source, licence).contains("")) {
            throw new IllegalArgumentException("incomplete entry of " + RESOURCE + ": " + name);
        }
    }
}
