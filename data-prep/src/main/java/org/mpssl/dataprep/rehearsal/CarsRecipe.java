package org.mpssl.dataprep.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Struct;

/** Cars: two archives of images, the devkit with its MATLAB structs, the test labels apart. */
final class CarsRecipe implements Recipe {

    private static final String WITH_LABELS = "cars_test_annos_withlabels.mat";

    @Override
    public void write(Task task) throws IOException {
        images(task, "cars_train", 0);
        images(task, "cars_test", 1);
        byte[] classes =
                new Mat()
                        .add("class_names", Mat.texts(task.names("Maker Model-%d C/V Sedan 2012")))
                        .bytes();
        try (Tar devkit = new Tar(task.folder().resolve("car_devkit.tgz"))) {
            devkit.add("devkit/cars_meta.mat", classes)
                    .add("devkit/cars_test_annos.mat", annotations(task, false))
                    .add("devkit/cars_train_annos.mat", annotations(task, true))
                    .add("devkit/README.txt", README);
        }
        Files.write(task.folder().resolve(WITH_LABELS), annotations(task, true));
    }

    /** The first test image is grey, as some are. */
    private static void images(Task task, String folder, int part) throws IOException {
        try (Tar tar = new Tar(task.folder().resolve(folder + ".tgz"))) {
            task.each(
                    (label, i) -> {
                        Picture picture = task.picture(part, label, i);
                        boolean grey = part == 1 && label == 0 && i == 0;
                        tar.add(
                                folder + "/" + name(task, label, i),
                                (grey ? picture.grey() : picture).jpeg());
                    });
        }
    }

    /** Numbers are as wide as they need to be, and every other class is wider. */
    private static byte[] annotations(Task task, boolean labelled) throws IOException {
        Struct struct = Mat5.newStruct(1, task.classes() * task.perClass());
        task.each(
                (label, i) -> {
                    int n = number(task, label, i);
                    struct.set("bbox_x1", n, Mat.number(1 + n % 30, false));
                    struct.set("bbox_y1", n, Mat.number(1 + n % 20, false));
                    struct.set("bbox_x2", n, Mat.number(200 + n % 100, false));
                    struct.set("bbox_y2", n, Mat.number(150, false));
                    if (labelled) {
                        struct.set("class", n, Mat.number(label + 1, n % 2 == 1));
                    }
                    struct.set("fname", n, Mat5.newString(name(task, label, i)));
                });
        return new Mat().add("annotations", struct).bytes();
    }

    private static int number(Task task, int label, int i) {
        return i * task.classes() + label;
    }

    private static String name(Task task, int label, int i) {
        return "%05d.jpg".formatted(number(task, label, i) + 1);
    }
}
