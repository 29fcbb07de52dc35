package org.mpssl.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mpssl.UserError;
import org.mpssl.tensor.RandomStreams;

/**
 * Which images of a pool are labelled (D), for validation (D_val) and unlabelled (D_u).
 *
 * <p>The images of each class in pool order are permuted with the stream ("split", class label) of
 * the seed; D takes the first ones, D_val the last, as many as the rule says, D_u the rest; each
 * list is then sorted. With {@link SplitRule.PerClass}, taking from both ends makes D the same
 * whatever the size of D_val and the other way round, and smaller ones subsets of larger ones, so
 * that studies of the number of labels are nested. With {@link SplitRule.Fractions} D_val is a
 * share of what D would have, so each depends on the other's size.
 *
 * @param algorithm the name of the algorithm, which is the rule's
 * @param rule the rule with its numbers, for a reader
 * @param seed the seed, on which alone the split of a pool by a rule depends
 * @param pool the checksum of the images that were split, {@link DatasetManifest#poolChecksum};
 *     empty if it is not known
 * @param classes the names of the classes
 * @param labelled D, ascending positions in the pool
 * @param validation D_val, likewise
 * @param unlabelled D_u, likewise
 */
public record Split(
        String algorithm,
        String rule,
        long seed,
        String pool,
        List<String> classes,
        List<Integer> labelled,
        List<Integer> validation,
        List<Integer> unlabelled) {

    private static final List<String> ALGORITHMS =
            List.of("stratified-1", "stratified-fractions-1");

    /** Checks that the parts share nothing. */
    public Split {
        classes = List.copyOf(classes);
        labelled = List.copyOf(labelled);
        validation = List.copyOf(validation);
        unlabelled = List.copyOf(unlabelled);
        if (!ALGORITHMS.contains(algorithm)) {
            throw new UserError(
                    "A split made by algorithm '%s' cannot be used; this version knows %s. Make the split anew."
                            .formatted(algorithm, String.join(" and ", ALGORITHMS)));
        }
        int total = labelled.size() + validation.size() + unlabelled.size();
        long different =
                Stream.of(labelled, validation, unlabelled)
                        .flatMap(List::stream)
                        .distinct()
                        .count();
        if (different != total) {
            throw new UserError(
                    "The parts of a split must share no image, but %d of its indices come more than once. Make the split anew."
                            .formatted(total - different));
        }
    }

    /**
     * Splits a pool.
     *
     * @param pool the images, all of whose classes are split
     * @param seed the seed
     * @param rule how many of each class go where
     * @return the split
     */
    public static Split of(ImageSet pool, long seed, SplitRule rule) {
        SplitRule.Amounts amounts = rule.amounts(pool.classes(), pool.perClass(), seed);
        IntStream.Builder labelled = IntStream.builder();
        IntStream.Builder validation = IntStream.builder();
        IntStream.Builder unlabelled = IntStream.builder();
        for (int label = 0; label < pool.classes().size(); label++) {
            int[] images = pool.byClass(label);
            int[] order = new RandomStreams(seed).at("split", label).permutation(images.length);
            int first = amounts.labelled().get(label);
            int last = images.length - amounts.validation().get(label);
            for (int i = 0; i < order.length; i++) {
                IntStream.Builder part = i < first ? labelled : i < last ? unlabelled : validation;
                part.add(images[order[i]]);
            }
        }
        return new Split(
                rule.algorithm(),
                rule.toString(),
                seed,
                "",
                pool.classes(),
                sorted(labelled),
                sorted(validation),
                sorted(unlabelled));
    }

    /**
     * Returns this split with the checksum of its images.
     *
     * @param checksum as {@link DatasetManifest#poolChecksum} gives it
     * @return the split
     */
    public Split ofPool(String checksum) {
        return new Split(
                algorithm, rule, seed, checksum, classes, labelled, validation, unlabelled);
    }

    /**
     * Refuses the images of another dataset.
     *
     * @param checksum that of the images that this split is used for
     * @return this split
     * @throws UserError if it was made for others
     */
    public Split requirePool(String checksum) {
        if (!pool.isEmpty() && !pool.equals(checksum)) {
            throw new UserError(
                    "The split was made for other images than those of this dataset, so its numbers would mean other ones here. Make one with ./workbench data split.");
        }
        return this;
    }

    /**
     * Returns how many images were split.
     *
     * @return those of D, D_val and D_u together
     */
    public int size() {
        return labelled.size() + validation.size() + unlabelled.size();
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
        if (!pool.classes().equals(classes) || pool.size() != size()) {
            throw new UserError(
                    "The split does not belong to this pool: it was made for %d images of %d classes, the pool has %d of %d. Make the split anew."
                            .formatted(size(), classes.size(), pool.size(), pool.classes().size()));
        }
        if (Arrays.stream(chosen).anyMatch(i -> i < 0 || i >= pool.size())) {
            throw new UserError(
                    "The split names images that its pool does not have. Make the split anew.");
        }
        return pool.select(chosen);
    }

    private static List<Integer> sorted(IntStream.Builder indices) {
        return indices.build().sorted().boxed().toList();
    }
}
