package org.mpssl.dataprep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mpssl.UserError;
import org.mpssl.data.ImageSet;

/**
 * The original Fashion-MNIST: 60,000 training and 10,000 test images of 28 x 28 grey pixels in 10
 * classes.
 *
 * @param train the official training images
 * @param test the official test images
 * @param sources the sha256 of each unpacked file
 */
public record FashionMnist(ImageSet train, ImageSet test, SortedMap<String, String> sources) {

    /** The file of the training images. */
    public static final String TRAIN_IMAGES = "train-images-idx3-ubyte";

    static final String TRAIN_LABELS = "train-labels-idx1-ubyte";

    /** The file of the test images. */
    public static final String TEST_IMAGES = "t10k-images-idx3-ubyte";

    static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    /** The class names, in label order. */
    public static final List<String> CLASSES =
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot");

    /**
     * The md5 sums of the published files' unpacked content; distributions pack it anew, so those
     * of the packed files differ.
     */
    static final Map<String, String> PUBLISHED_MD5 =
            Map.of(
                    TRAIN_IMAGES, "f4a8712d7a061bf5bd6d2ca38dc4d50a",
                    TRAIN_LABELS, "9018921c3c673c538a1fc5bad174d6f9",
                    TEST_IMAGES, "8181f5470baa50b63fa0f6fddb340f0a",
                    TEST_LABELS, "15d484375f8d13e6eb1aabb0c3f46965");

    /**
     * Reads and verifies the four files.
     *
     * @param folder holds them, packed as {@code .gz} or not
     * @return the images
     */
    public static FashionMnist read(Path folder) {
        return read(folder, PUBLISHED_MD5);
    }

    /**
     * Reads the four files and compares their content with the given md5 sums, as far as there are.
     */
    static FashionMnist read(Path folder, Map<String, String> md5) {
        // All four are looked for before the first is read: one message for all that is missing.
        Map<String, Path> files = locate(folder);
        SortedMap<String, String> sources = new TreeMap<>();
        ImageSet train = images(files, TRAIN_IMAGES, TRAIN_LABELS, md5, sources);
        ImageSet test = images(files, TEST_IMAGES, TEST_LABELS, md5, sources);
        return new FashionMnist(train, test, sources);
    }

    private static Map<String, Path> locate(Path folder) {
        Map<String, Path> files = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        for (String name : List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)) {
            Path raw = folder.resolve(name);
            Path packed = folder.resolve(name + ".gz");
            if (Files.isRegularFile(raw)) {
                files.put(name, raw);
            } else if (Files.isRegularFile(packed)) {
                files.put(name, packed);
            } else {
                missing.add(name + "[.gz]");
            }
        }
        if (!missing.isEmpty()) {
            throw new UserError(
                    folder
                            + " lacks "
                            + String.join(", ", missing)
                            + " of Fashion-MNIST. Get the"
                            + " four files from github.com/zalandoresearch/fashion-mnist or from the"
                            + " Debian package dataset-fashion-mnist, and name their folder.");
        }
        return files;
    }

    private static ImageSet images(
            Map<String, Path> files,
            String imagesName,
            String labelsName,
            Map<String, String> md5,
            SortedMap<String, String> sources) {
        IdxFile images = read(files, imagesName, 3, md5, sources);
        IdxFile labels = read(files, labelsName, 1, md5, sources);
        if (!images.sizes().get(0).equals(labels.sizes().get(0))) {
            throw new UserError(
                    files.get(imagesName)
                            + " has "
                            + images.sizes().get(0)
                            + " images, but "
                            + files.get(labelsName)
                            + " has "
                            + labels.sizes().get(0)
                            + " labels. Fetch both again.");
        }
        int[] numbers = new int[labels.values().length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = labels.values()[i] & 0xFF;
            if (numbers[i] >= CLASSES.size()) {
                throw new UserError(
                        files.get(labelsName)
                                + " has label "
                                + numbers[i]
                                + "; Fashion-MNIST has 0"
                                + " to 9. Fetch it again.");
            }
        }
        return new ImageSet(
                images.sizes().get(1), images.sizes().get(2), 1, images.values(), numbers, CLASSES);
    }

    private static IdxFile read(
            Map<String, Path> files,
            String name,
            int dimensions,
            Map<String, String> md5,
            SortedMap<String, String> sources) {
        IdxFile file = IdxFile.read(files.get(name));
        if (md5.containsKey(name) && !file.md5().equals(md5.get(name))) {
            throw new UserError(
                    files.get(name)
                            + " is not the published file: the md5 of its unpacked content"
                            + " should be "
                            + md5.get(name)
                            + ", it is "
                            + file.md5()
                            + ". Fetch it again.");
        }
        if (file.sizes().size() != dimensions) {
            throw new UserError(
                    files.get(name)
                            + " has "
                            + file.sizes().size()
                            + " dimensions instead of "
                            + dimensions
                            + ". Fetch it again.");
        }
        sources.put(name, file.sha256());
        return file;
    }
}
