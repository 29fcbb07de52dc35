package org.mpssl.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mpssl.UserError;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;

/**
 * Which images of a pool are labelled (D), for validation (D_val) and unlabelled (D_u).
 *
 * <p>The algorithm {@value #ALGORITHM}: the images of each class in pool order are permuted with
 * the stream ("split", class label) of the seed; D takes the first {@code labelsPerClass}, D_val
 * the last {@code validationPerClass}, D_u the rest; each list is then sorted. Taking from both
 * ends makes D the same whatever the size of D_val and the other way round, and smaller ones
 * subsets of larger ones, so that studies of the number of labels are nested.
 *
 * @param algorithm the name of the algorithm
 * @param seed the seed, on which alone the split of a pool depends
 * @param labelsPerClass images of each class in D
 * @param validationPerClass images of each class in D_val
 * @param classes the names of the classes
 * @param labelled D, ascending positions in the pool
 * @param validation D_val, likewise
 * @param unlabelled D_u, likewise
 */
public record Split(
        String algorithm,
        long seed,
        int labelsPerClass,
        int validationPerClass,
        List<String> classes,
        List<Integer> labelled,
        List<Integer> validation,
        List<Integer> unlabelled) {

    /** The name of the algorithm; a change of what it gives needs a new name. */
    public static final String ALGORITHM = "stratified-1";

    /** Checks that the parts share nothing. */
    public Split {
        classes = List.copyOf(classes);
        labelled = List.copyOf(labelled);
        validation = List.copyOf(validation);
        unlabelled = List.copyOf(unlabelled);
        if (!ALGORITHM.equals(algorithm)) {
            throw new UserError(
                    "A split made by algorithm '"
                            + algorithm
                            + "' cannot be used; this version"
                            + " knows '"
                            + ALGORITHM
                            + "'. Make the split anew.");
        }
        int total = labelled.size() + validation.size() + unlabelled.size();
        long different =
                Stream.of(labelled, validation, unlabelled)
                        .flatMap(List::stream)
                        .distinct()
                        .count();
        if (different != total) {
            throw new UserError(
                    "The parts of a split must share no image, but "
                            + (total - different)
                            + " of its indices come more than once. Make the split anew.");
        }
    }

    /**
     * Splits a pool.
     *
     * @param pool the images, all of whose classes are split
     * @param seed the seed
     * @param labelsPerClass images of each class in D, at least 1
     * @param validationPerClass images of each class in D_val, at least 0
     * @return the split
     */
    public static Split of(ImageSet pool, long seed, int labelsPerClass, int validationPerClass) {
        if (labelsPerClass < 1 || validationPerClass < 0) {
            throw new UserError(
                    "A split needs at least 1 label per class and at least 0 validation images per"
                            + " class; asked for were "
                            + labelsPerClass
                            + " and "
                            + validationPerClass
                            + ".");
        }
        IntStream.Builder labelled = IntStream.builder();
        IntStream.Builder validation = IntStream.builder();
        IntStream.Builder unlabelled = IntStream.builder();
        for (int label = 0; label < pool.classes().size(); label++) {
            int[] images = pool.byClass(label);
            long wanted = (long) labelsPerClass + validationPerClass;
            if (images.length < wanted) {
                throw new UserError(
                        "The class '"
                                + pool.classes().get(label)
                                + "' has too few images: "
                                + labelsPerClass
                                + " labelled and "
                                + validationPerClass
                                + " for validation are "
                                + wanted
                                + ", available are "
                                + images.length
                                + ". Ask for fewer.");
            }
            RandomStream random = new RandomStreams(seed).at("split", label);
            int[] order = random.permutation(images.length);
            for (int i = 0; i < order.length; i++) {
                IntStream.Builder part =
                        i < labelsPerClass
                                ? labelled
                                : i < order.length - validationPerClass ? unlabelled : validation;
                part.add(images[order[i]]);
            }
        }
        return new Split(
                ALGORITHM,
                seed,
                labelsPerClass,
                validationPerClass,
                pool.classes(),
                sorted(labelled),
                sorted(validation),
                sorted(unlabelled));
    }

    /**
     * Reads a split from a JSON file.
     *
     * @param file the file
     * @return the split
     */
    public static Split read(Path file) {
        return Json.read(file, Split.class);
    }

    /**
     * Writes this split to a JSON file.
     *
     * @param file the file; replaced in one piece
     */
    public void write(Path file) {
        Json.write(file, this);
    }

    /**
     * Returns the images of D from their pool.
     *
     * @param pool the images that were split
     * @return D
     */
    public ImageSet labelled(ImageSet pool) {
        return choose(pool, labelled);
    }

    /**
     * Returns the images of D_val from their pool.
     *
     * @param pool the images that were split
     * @return D_val
     */
    public ImageSet validation(ImageSet pool) {
        return choose(pool, validation);
    }

    /**
     * Returns the images of D_u, with their true labels, from their pool.
     *
     * @param pool the images that were split
     * @return D_u
     */
    public ImageSet unlabelled(ImageSet pool) {
        return choose(pool, unlabelled);
    }

    private ImageSet choose(ImageSet pool, List<Integer> indices) {
        int[] chosen = indices.stream().mapToInt(Integer::intValue).toArray();
        if (!pool.classes().equals(classes)
                || Arrays.stream(chosen).anyMatch(i -> i < 0 || i >= pool.size())) {
            throw new UserError(
                    "The split does not belong to this pool: it was made for the classes "
                            + classes
                            + " and "
                            + (labelled.size() + validation.size() + unlabelled.size())
                            + " images, the pool has "
                            + pool
                            + ". Make the split anew.");
        }
        return pool.select(chosen);
    }

    private static List<Integer> sorted(IntStream.Builder indices) {
        return indices.build().sorted().boxed().toList();
    }
}
