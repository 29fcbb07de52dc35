package org.mpssl.dataprep.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.mpssl.UserError;
import org.mpssl.dataprep.layout.ListedImages.Named;
import org.mpssl.dataprep.raw.RawTree;

/** CUB-200-2011: texts that give each numbered image a path, a class and a part. */
final class Birds2011 implements Layout {

    private static final String IMAGES = "images.txt";
    private static final String LABELS = "image_class_labels.txt";
    private static final String PARTS = "train_test_split.txt";
    private static final String CLASSES = "classes.txt";

    @Override
    public Listing list(RawTree raw, Options options) {
        List<String> classes = classes(raw);
        SortedMap<Integer, String> paths =
                Row.byNumber(Row.read(raw, IMAGES, 2), row -> row.word(1));
        SortedMap<Integer, Integer> labels = numbers(raw, LABELS);
        SortedMap<Integer, Integer> parts = numbers(raw, PARTS);
        if (!paths.keySet().equals(labels.keySet()) || !paths.keySet().equals(parts.keySet())) {
            throw new UserError(
                    "%s, %s and %s have %d, %d and %d images; they should number the same ones. Fetch them again."
                            .formatted(
                                    IMAGES,
                                    LABELS,
                                    PARTS,
                                    paths.size(),
                                    labels.size(),
                                    parts.size()));
        }
        List<Named> train = new ArrayList<>();
        List<Named> test = new ArrayList<>();
        paths.forEach(
                (id, path) -> {
                    Named image = new Named("images/" + path, label(path, labels.get(id), classes));
                    (isTrain(id, parts.get(id)) ? train : test).add(image);
                });
        return new ListedImages(raw, classes)
                .add(RawImage.TRAIN, PARTS, train)
                .add(RawImage.TEST, PARTS, test)
                .listing(options, List.of());
    }

    private static List<String> classes(RawTree raw) {
        SortedMap<Integer, String> names =
                Row.byNumber(Row.read(raw, CLASSES, 2), row -> row.word(1));
        if (names.isEmpty() || names.firstKey() != 1 || names.lastKey() != names.size()) {
            throw new UserError(
                    "%s does not number its %d classes from 1 on. Fetch it again."
                            .formatted(CLASSES, names.size()));
        }
        return List.copyOf(names.values());
    }

    private static int label(String path, int number, List<String> classes) {
        boolean fits = number >= 1 && number <= classes.size();
        if (!fits || !path.startsWith(classes.get(number - 1) + "/")) {
            throw new UserError(
                    "%s gives %s the class %d, which is not the one of its folder in %s. Fetch the lists again."
                            .formatted(LABELS, path, number, CLASSES));
        }
        return number - 1;
    }

    private static SortedMap<Integer, Integer> numbers(RawTree raw, String list) {
        return Row.byNumber(Row.read(raw, list, 2), row -> row.number(1));
    }

    private static boolean isTrain(int id, int part) {
        if (part != 0 && part != 1) {
            throw new UserError(
                    "%s gives image %d the part %d; it should be 1 (training) or 0 (test). Fetch it again."
                            .formatted(PARTS, id, part));
        }
        return part == 1;
    }
}
