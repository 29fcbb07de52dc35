package org.mpssl.dataprep.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.files.Sha256;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Struct;

/**
 * The raw files of Cars in full: all names of the published images, and about its bytes, of a few
 * dozen photographs again and again.
 */
public final class FullSizeCars {

    /** Images of the training list. */
    public static final int TRAIN = 8144;

    /** Images of the test list. */
    public static final int TEST = 8041;

    private static final int CLASSES = 196;
    private static final String WITH_LABELS = "cars_test_annos_withlabels.mat";

    private final List<byte[]> photographs = Photographs.encoded();

    /**
     * Returns the JPEG that an image is.
     *
     * @param part {@code train} or {@code test}
     * @param image its place in the list
     */
    public byte[] content(String part, int image) {
        return photographs.get(photograph(part, image));
    }

    /**
     * Returns which of the photographs an image is: no row of neighbours that comes again soon.
     *
     * @param part {@code train} or {@code test}
     * @param image its place in the list
     */
    public int photograph(String part, int image) {
        int scrambled = (image + 1) * 0x9E3779B1 + (part.equals("test") ? 0x7F4A7C15 : 0);
        return Integer.remainderUnsigned(scrambled >>> 5, photographs.size());
    }

    /**
     * Returns the class of an image.
     *
     * @param image its place in the list
     */
    public int label(int image) {
        return image * 61 % CLASSES;
    }

    /**
     * Writes the files.
     *
     * @param folder an empty folder
     * @return what would be published about them: all that was about the real ones, but lengths and
     *     checksums
     */
    public Published write(Path folder) throws IOException {
        images(folder, "train", TRAIN);
        images(folder, "test", TEST);
        List<String> names =
                IntStream.range(0, CLASSES)
                        .mapToObj("Maker Model-%d Sedan 2012"::formatted)
                        .toList();
        try (Tar devkit = new Tar(folder.resolve("car_devkit.tgz"))) {
            devkit.add(
                            "devkit/cars_meta.mat",
                            new Mat().add("class_names", Mat.texts(names)).bytes())
                    .add("devkit/cars_test_annos.mat", annotations(TEST, false))
                    .add("devkit/cars_train_annos.mat", annotations(TRAIN, true));
        }
        Files.write(folder.resolve(WITH_LABELS), annotations(TEST, true));
        return published(folder);
    }

    private void images(Path folder, String part, int count) throws IOException {
        try (Tar tar = new Tar(folder.resolve("cars_" + part + ".tgz"))) {
            for (int i = 0; i < count; i++) {
                tar.add("cars_%s/%s".formatted(part, name(i)), content(part, i));
            }
        }
    }

    private byte[] annotations(int count, boolean labelled) {
        Struct struct = Mat5.newStruct(1, count);
        for (int i = 0; i < count; i++) {
            for (String side : List.of("bbox_x1", "bbox_y1", "bbox_x2", "bbox_y2")) {
                struct.set(side, i, Mat.number(1 + i % 300, false));
            }
            if (labelled) {
                struct.set("class", i, Mat.number(label(i) + 1, false));
            }
            struct.set("fname", i, Mat5.newString(name(i)));
        }
        return new Mat().add("annotations", struct).bytes();
    }

    private static String name(int image) {
        return "%05d.jpg".formatted(image + 1);
    }

    private static Published published(Path folder) throws IOException {
        Published real = Catalogue.published().named("cars");
        List<SourceFile> files =
                real.files().stream().map(file -> made(file, folder.resolve(file.name()))).toList();
        return new Published(
                real.name(),
                real.title(),
                real.classes(),
                real.counts(),
                files,
                real.licence(),
                real.restricted(),
                real.citation(),
                real.obtain());
    }

    private static SourceFile made(SourceFile real, Path file) {
        return new SourceFile(
                real.name(), file.toFile().length(), Sha256.ofFile(file), List.of(), real.holds());
    }
}
