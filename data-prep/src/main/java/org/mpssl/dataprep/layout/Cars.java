package org.mpssl.dataprep.layout;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.mpssl.UserError;
import org.mpssl.dataprep.layout.ListedImages.Named;
import org.mpssl.dataprep.raw.RawTree;

/** Stanford Cars: two folders of numbered images, and MATLAB structs that say what they show. */
final class Cars implements Layout {

    private static final String TRAIN_LIST = "cars_train_annos.mat";
    private static final String TEST_LIST = "cars_test_annos_withlabels.mat";

    @Override
    public Listing list(RawTree raw, Options options) {
        requireOfficialLists(raw);
        List<String> classes = MatlabFile.read(raw, "cars_meta.mat").texts("class_names");
        return new ListedImages(raw, classes)
                .add(RawImage.TRAIN, TRAIN_LIST, named(raw, TRAIN_LIST, "cars_train"))
                .add(RawImage.TEST, TEST_LIST, named(raw, TEST_LIST, "cars_test"))
                .listing(options, remarks(raw));
    }

    private static void requireOfficialLists(RawTree raw) {
        if (!raw.has(TRAIN_LIST) && raw.has("cars_annos.mat")) {
            throw new UserError(
                    "This copy has cars_annos.mat, the list of the combined Cars (car_ims/000001.jpg and so on). Its images have other names and another order than the official parts, so it is not used. Get cars_train.tgz, cars_test.tgz, car_devkit.tgz and cars_test_annos_withlabels.mat.");
        }
        if (!raw.has(TEST_LIST) && raw.has("cars_test_annos.mat")) {
            throw new UserError(
                    "The raw files lack cars_test_annos_withlabels.mat. The devkit's cars_test_annos.mat does not say what the test images show, so it cannot take its place. Get cars_test_annos_withlabels.mat, which is a file of its own, and put it under --from.");
        }
    }

    private static List<Named> named(RawTree raw, String list, String folder) {
        MatlabFile file = MatlabFile.read(raw, list);
        List<String> names = file.texts("annotations", "fname");
        int[] classes = file.numbers("annotations", "class");
        return IntStream.range(0, classes.length)
                .mapToObj(i -> new Named(folder + "/" + names.get(i), classes[i] - 1))
                .sorted(Comparator.comparing(Named::end))
                .toList();
    }

    private static List<String> remarks(RawTree raw) {
        boolean nested =
                raw.files().stream()
                        .anyMatch(
                                file ->
                                        file.path().contains("cars_train/cars_train/")
                                                || file.path().contains("cars_test/cars_test/"));
        return nested
                ? List.of(
                        "This copy has its images one folder deeper than the published one has them (as in cars_train/cars_train/); they are found all the same.")
                : List.of();
    }
}
