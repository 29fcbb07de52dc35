package org.mpssl.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mpssl.UserError;
import org.mpssl.files.Sha256;

/**
 * What {@code manifest.json} of a prepared dataset says: shapes, parts, checksums, origin, licence.
 *
 * <p>Sizes and checksums are those of the <em>unpacked</em> content, because another version of the
 * compressor packs the same content into other bytes; the hash of a manifest thus names the data.
 *
 * @param format the version of the folder's layout, {@value #FORMAT}
 * @param name the name of the dataset
 * @param description one or two sentences for a reader
 * @param height rows of an image
 * @param width columns of an image
 * @param channels channels of an image
 * @param classes the class names; a label is a position in this list
 * @param parts the named parts
 * @param files every other file of the folder by its name without {@code .gz}
 * @param sources the sha256 of each raw file that it was made from, unpacked
 * @param licence the licence of the images
 * @param citation whom to cite
 * @param tool the tool that made it, with the version of its rules
 */
public record DatasetManifest(
        int format,
        String name,
        String description,
        int height,
        int width,
        int channels,
        List<String> classes,
        SortedMap<String, Part> parts,
        SortedMap<String, Content> files,
        SortedMap<String, String> sources,
        String licence,
        String citation,
        String tool) {

    /** The layout that this version reads and writes. */
    public static final int FORMAT = 1;

    /** Keeps names inside the folder, and apart from what file systems treat specially. */
    private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /**
     * A named part: images, labels and where they came from.
     *
     * @param count how many images
     * @param perClass how many of each class
     * @param source the raw file that the part's original indices count in
     */
    public record Part(int count, List<Integer> perClass, String source) {

        /** Copies the list. */
        public Part {
            perClass = List.copyOf(perClass);
        }
    }

    /**
     * The unpacked content of a file.
     *
     * @param bytes its length
     * @param sha256 its checksum, in lower-case hexadecimal digits
     */
    public record Content(long bytes, String sha256) {}

    /** Checks what can be checked without the files. */
    public DatasetManifest {
        if (format != FORMAT) {
            throw new UserError(
                    "The dataset '"
                            + name
                            + "' has layout "
                            + format
                            + "; this version reads "
                            + FORMAT
                            + ". Prepare it anew.");
        }
        classes = List.copyOf(classes);
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        for (String file : files.keySet()) {
            requireSafe(file);
        }
        for (String part : parts.keySet()) {
            requireSafe(part);
            for (String file : List.of(imagesFile(part), labelsFile(part), indicesFile(part))) {
                if (!files.containsKey(file)) {
                    throw new UserError(
                            "The manifest of '"
                                    + name
                                    + "' names the part '"
                                    + part
                                    + "' but lists no file "
                                    + file
                                    + ". Prepare it anew.");
                }
            }
        }
    }

    /**
     * Reads the manifest of a prepared dataset, and nothing else of it.
     *
     * @param folder the dataset's
     * @return the manifest
     * @throws UserError if there is none
     */
    public static DatasetManifest read(Path folder) {
        PreparedDataset.requireManifest(folder);
        return Json.read(folder.resolve(PreparedDataset.MANIFEST), DatasetManifest.class);
    }

    /**
     * Writes this manifest into a folder that has all its files.
     *
     * @param folder the dataset's
     */
    public void write(Path folder) {
        Json.write(folder.resolve(PreparedDataset.MANIFEST), this);
    }

    /**
     * Returns a checksum of which images the pool has and in which order, whatever their size: of
     * their names and of the raw files.
     *
     * @param withValidation as for {@link PreparedDataset#pool}
     * @return 64 hexadecimal digits
     */
    public String poolChecksum(boolean withValidation) {
        List<String> lists =
                Stream.of("pool", "train", "val")
                        .filter(part -> parts.containsKey(part))
                        .filter(part -> withValidation || !part.equals("val"))
                        .map(this::listOf)
                        .toList();
        // Names alone would not tell the images of two people who both number theirs.
        String content = String.join("\n", lists) + "\n" + new TreeSet<>(sources.values());
        return Sha256.of(content.getBytes(StandardCharsets.UTF_8));
    }

    /** The names of a part's images, or else their places in the raw file. */
    private String listOf(String part) {
        String names = parts.get(part).source();
        String list = files.containsKey(names) ? names : indicesFile(part);
        return files.get(list).sha256();
    }

    /**
     * Returns the file of a part's images: (N, H, W, C) unsigned bytes.
     *
     * @param part the part
     * @return the name without {@code .gz}
     */
    public static String imagesFile(String part) {
        return part + ".images.u8";
    }

    /**
     * Returns the file of a part's labels: (N) little-endian 32-bit integers.
     *
     * @param part the part
     * @return the name without {@code .gz}
     */
    public static String labelsFile(String part) {
        return part + ".labels.i32";
    }

    /**
     * Returns the file of a part's original indices: (N) little-endian 32-bit integers.
     *
     * @param part the part
     * @return the name without {@code .gz}
     */
    public static String indicesFile(String part) {
        return part + ".indices.i32";
    }

    private static void requireSafe(String name) {
        if (!SAFE_NAME.matcher(name).matches()) {
            throw new UserError(
                    "'"
                            + name
                            + "' is not allowed as the name of a part or file: letters, digits,"
                            + " '.', '_' and '-' are, beginning with a letter or digit.");
        }
    }
}
