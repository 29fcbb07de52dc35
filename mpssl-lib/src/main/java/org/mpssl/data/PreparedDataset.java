package org.mpssl.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.UserError;
import org.mpssl.files.Sha256;

/**
 * A dataset in the one form that the library reads: a folder with {@code manifest.json} and flat
 * files, whose sizes and checksums are verified when it opens.
 *
 * <p>The pixels of a part of 64 MiB and more stay in their file, which is mapped into memory, and
 * only its size is verified: {@code ./workbench data verify} looks at every byte.
 */
public final class PreparedDataset {

    /** The name of the manifest in a folder. */
    public static final String MANIFEST = "manifest.json";

    private static final long MAPPED = 64L << 20;

    private final DatasetManifest manifest;
    private final String manifestHash;
    private final Map<String, ImageSet> parts = new TreeMap<>();
    private final Map<String, int[]> indices = new TreeMap<>();

    private PreparedDataset(DatasetFiles files, byte[] json) {
        this.manifest = Json.parse(json, DatasetManifest.class, files.where() + "/" + MANIFEST);
        this.manifestHash = Sha256.of(json);
        Map<String, byte[]> contents = new TreeMap<>();
        manifest.files()
                .forEach(
                        (name, content) -> {
                            if (files.mappable(name, content) == null) {
                                contents.put(name, files.read(name, content));
                            }
                        });
        manifest.parts().forEach((name, part) -> load(name, part, contents, files));
    }

    /**
     * Opens and verifies a dataset in a folder.
     *
     * @param folder the folder that holds {@code manifest.json}
     * @return the dataset
     */
    public static PreparedDataset open(Path folder) {
        return open(folder, MAPPED);
    }

    /** Opens a dataset whose pixels of so many bytes and more stay in their file. */
    static PreparedDataset open(Path folder, long mapFrom) {
        requireManifest(folder);
        DatasetFiles files = DatasetFiles.inFolder(folder, mapFrom);
        return new PreparedDataset(files, files.readIfThere(MANIFEST));
    }

    static void requireManifest(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(
                    "There is no folder %s. Check the path, or make the dataset with './workbench data prepare'."
                            .formatted(folder));
        }
        if (!Files.isRegularFile(folder.resolve(MANIFEST))) {
            throw new UserError(
                    "%s is not a prepared dataset: it has no %s. Make one with './workbench data prepare'."
                            .formatted(folder, MANIFEST));
        }
    }

    /**
     * Opens and verifies a dataset on the class path.
     *
     * @param folder the absolute resource name of its folder, for example {@code "/fashion-mini"}
     * @return the dataset
     */
    public static PreparedDataset openResource(String folder) {
        DatasetFiles files = DatasetFiles.onClassPath(folder);
        byte[] json = files.readIfThere(MANIFEST);
        if (json == null) {
            throw new UserError(
                    "The library holds no dataset "
                            + folder
                            + ". Build it again with"
                            + " 'mvn clean package'.");
        }
        return new PreparedDataset(files, json);
    }

    /**
     * Opens the dataset of the embedded study, which the library brings along.
     *
     * @return parts {@code pool}, {@code test} and {@code foundation} with fine labels
     */
    public static PreparedDataset fashionMini() {
        return openResource("/fashion-mini");
    }

    /**
     * Returns the name of the dataset.
     *
     * @return the name
     */
    public String name() {
        return manifest.name();
    }

    /**
     * Returns all that the manifest says.
     *
     * @return the manifest
     */
    public DatasetManifest manifest() {
        return manifest;
    }

    /**
     * Returns the sha256 of the manifest file, which names every pixel and label.
     *
     * @return 64 hexadecimal digits
     */
    public String manifestHash() {
        return manifestHash;
    }

    /**
     * Returns the class names; a label is a position in this list.
     *
     * @return the names
     */
    public List<String> classes() {
        return manifest.classes();
    }

    /**
     * Returns the names of the parts, sorted.
     *
     * @return the names
     */
    public List<String> partNames() {
        return List.copyOf(parts.keySet());
    }

    /**
     * Returns a part.
     *
     * @param part its name
     * @return its images and labels
     */
    public ImageSet part(String part) {
        requirePart(part);
        return parts.get(part);
    }

    /**
     * Returns all images that may have labels: the part {@code pool}, or the official training
     * list.
     *
     * @param withValidation whether the official validation list, where there is one, follows it
     * @return the pool
     */
    public ImageSet pool(boolean withValidation) {
        if (parts.containsKey("pool")) {
            return part("pool");
        }
        ImageSet train = part("train");
        return withValidation && parts.containsKey("val") ? train.concat(part("val")) : train;
    }

    /**
     * Returns where the images of a part stood in the raw file that the manifest names, (N).
     *
     * @param part the part's name
     * @return one original index per image, counted from 0
     */
    public int[] originalIndices(String part) {
        requirePart(part);
        return indices.get(part).clone();
    }

    private void requirePart(String part) {
        if (!parts.containsKey(part)) {
            throw new UserError(
                    "The dataset '"
                            + name()
                            + "' has no part '"
                            + part
                            + "'; it has "
                            + String.join(", ", parts.keySet())
                            + ". Check that it is the right dataset.");
        }
    }

    private void load(
            String name,
            DatasetManifest.Part part,
            Map<String, byte[]> contents,
            DatasetFiles files) {
        String where = files.where();
        for (String file :
                List.of(DatasetManifest.labelsFile(name), DatasetManifest.indicesFile(name))) {
            int found = contents.get(file).length;
            if (found != (long) part.count() * Integer.BYTES) {
                throw new UserError(
                        where
                                + ": the part '"
                                + name
                                + "' should have "
                                + part.count()
                                + " images, but "
                                + file
                                + " has "
                                + found
                                + " bytes, not 4 for"
                                + " each. Prepare the dataset anew.");
            }
        }
        int[] labels = ints(contents.get(DatasetManifest.labelsFile(name)));
        ImageSet images;
        try {
            images = images(name, contents, files, labels);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    where
                            + ": the part '"
                            + name
                            + "' does not fit its manifest: "
                            + e.getMessage()
                            + ". Prepare the dataset anew.",
                    e);
        }
        List<Integer> perClass = Arrays.stream(images.perClass()).boxed().toList();
        if (!perClass.equals(part.perClass())) {
            throw new UserError(
                    where
                            + ": the part '"
                            + name
                            + "' should have "
                            + part.perClass()
                            + " images per class, found "
                            + perClass
                            + ". Prepare the dataset anew.");
        }
        parts.put(name, images);
        indices.put(name, ints(contents.get(DatasetManifest.indicesFile(name))));
    }

    private ImageSet images(
            String part, Map<String, byte[]> contents, DatasetFiles files, int[] labels) {
        String name = DatasetManifest.imagesFile(part);
        Path mapped = files.mappable(name, manifest.files().get(name));
        int imageBytes = manifest.height() * manifest.width() * manifest.channels();
        return new ImageSet(
                manifest.height(),
                manifest.width(),
                manifest.channels(),
                mapped == null
                        ? new Pixels.Held(contents.get(name), imageBytes)
                        : Pixels.Mapped.of(mapped, imageBytes),
                labels,
                manifest.classes());
    }

    private static int[] ints(byte[] bytes) {
        int[] values = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
        return values;
    }
}
