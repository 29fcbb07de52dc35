package org.mpssl.dataprep.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mpssl.UserError;
import org.mpssl.dataprep.layout.ListedImages.Named;
import org.mpssl.dataprep.raw.RawFile;
import org.mpssl.dataprep.raw.RawTree;
import org.mpssl.tensor.RandomStreams;

/**
 * A folder for each class, directly or within {@code train}, {@code val} and {@code test}; a class
 * is named after its folder, an image is whatever has the suffix of one.
 *
 * <p>Without a {@code test} folder a fifth of each class's training images are held out: the first
 * ones of a fixed permutation, the same on every machine.
 */
final class FolderOfClasses implements Layout {

    private static final int HELD_OUT = 5;

    private final int fewestClasses;

    /**
     * Makes the layout.
     *
     * @param fewestClasses 2 where a classifier is trained, 1 for images without labels
     */
    FolderOfClasses(int fewestClasses) {
        this.fewestClasses = fewestClasses;
    }

    @Override
    public Listing list(RawTree raw, Options options) {
        RawTree images = images(raw);
        SortedMap<String, List<Placed>> parts = parts(images);
        requireOneDepth(parts);
        if (!parts.containsKey(RawImage.TRAIN)) {
            throw new UserError(
                    "There are images in the folder %s, but no training images. Put them into a folder train beside it, in a folder for each class."
                            .formatted(String.join(", ", parts.keySet())));
        }
        List<String> classes = classes(parts.get(RawImage.TRAIN));
        SortedMap<String, List<Named>> named = new TreeMap<>();
        parts.forEach((part, placed) -> named.put(part, named(part, placed, classes)));
        OtherFiles others = OtherFiles.among(raw.files().stream());
        others.requireNoLostClass(images.files().stream().map(RawFile::path));
        requireSeveral(classes);
        List<String> remarks = new ArrayList<>(others.remark().stream().toList());
        if (!named.containsKey(RawImage.TEST)) {
            remarks.add(holdOut(named, classes, options.limit()));
        }
        ListedImages listed = new ListedImages(images, classes);
        named.forEach((part, list) -> listed.add(part, "the folder", list));
        return listed.listing(options, remarks);
    }

    private static RawTree images(RawTree raw) {
        return new RawTree(
                raw.files().stream().filter(file -> Placed.isImage(file.path())).toList());
    }

    private static SortedMap<String, List<Placed>> parts(RawTree images) {
        SortedMap<String, List<Placed>> parts = new TreeMap<>();
        images.files().stream()
                .map(file -> Placed.of(file.path()))
                .forEach(
                        image ->
                                parts.computeIfAbsent(image.part(), part -> new ArrayList<>())
                                        .add(image));
        if (parts.isEmpty()) {
            throw new UserError(
                    "There is no image under --from. Expected is a folder for each class, with files of the kinds %s in it."
                            .formatted(String.join(", ", Placed.SUFFIXES)));
        }
        return parts;
    }

    /** Images in folders of folders are refused: their class would be a guess. */
    private static void requireOneDepth(SortedMap<String, List<Placed>> parts) {
        for (List<Placed> placed : parts.values()) {
            Placed first = placed.get(0);
            for (Placed image : placed) {
                if (!image.root().equals(first.root())) {
                    throw new UserError(
                            "The folders are not of one depth: %s and %s. Expected is CLASS/IMAGE, or train/CLASS/IMAGE and test/CLASS/IMAGE, with nothing deeper."
                                    .formatted(first.path(), image.path()));
                }
            }
        }
    }

    private static List<String> classes(List<Placed> train) {
        SortedSet<String> classes = new TreeSet<>();
        train.forEach(image -> classes.add(image.folder()));
        return List.copyOf(classes);
    }

    private void requireSeveral(List<String> classes) {
        if (classes.size() < fewestClasses) {
            throw new UserError(
                    "There is one class only, '%s', and a classifier needs two. Expected is a folder for each class."
                            .formatted(classes.get(0)));
        }
    }

    private static List<Named> named(String part, List<Placed> placed, List<String> classes) {
        Map<String, Integer> labels = new TreeMap<>();
        classes.forEach(name -> labels.put(name, labels.size()));
        List<Named> named = new ArrayList<>();
        for (Placed image : placed) {
            Integer label = labels.get(image.folder());
            if (label == null) {
                throw new UserError(
                        "The part %s has the class '%s', the part train has not: %s. Give train a folder of that name, or take this one away."
                                .formatted(part, image.folder(), image.path()));
            }
            named.add(Named.whole(image.path(), label));
        }
        return named;
    }

    /** Moves a fifth of each class from train to test and says so. */
    private static String holdOut(
            SortedMap<String, List<Named>> named, List<String> classes, int limit) {
        List<Named> train = new ArrayList<>();
        List<Named> test = new ArrayList<>();
        List<List<Named>> byClass = new ArrayList<>();
        classes.forEach(name -> byClass.add(new ArrayList<>()));
        named.get(RawImage.TRAIN).forEach(image -> byClass.get(image.label()).add(image));
        for (int label = 0; label < classes.size(); label++) {
            List<Named> images = byClass.get(label);
            int size = limit == 0 ? images.size() : Math.min(limit, images.size());
            if (size < 2) {
                throw new UserError(
                        "Of the class '%s' only one image is to be used. There is no test folder, so one is held out for the test and one is needed to learn from: add some, or make a test folder."
                                .formatted(classes.get(label)));
            }
            int[] order = new RandomStreams(0).at("folder-test", label).permutation(size);
            int held = Math.max(1, size / HELD_OUT);
            take(images, order, 0, held, test);
            take(images, order, held, size, train);
        }
        named.put(RawImage.TRAIN, train);
        named.put(RawImage.TEST, test);
        return "There is no test folder: %d of the training images, a fifth of each class, are held out as test. Make a folder test, with a folder for each class, to choose them yourself."
                .formatted(test.size());
    }

    private static void take(List<Named> images, int[] order, int from, int to, List<Named> into) {
        Arrays.stream(order, from, to)
                .mapToObj(images::get)
                .sorted(Comparator.comparing(Named::end))
                .forEach(into::add);
    }
}
