package org.mpssl.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.mpssl.UserError;
import org.mpssl.tensor.RandomStreams;

/** How many images of each class go to D and to D_val. */
public interface SplitRule {

    /**
     * Returns the name of the algorithm; a change of what it gives needs a new name.
     *
     * @return the name
     */
    String algorithm();

    /**
     * Decides the numbers.
     *
     * @param classes the names of the classes, for messages
     * @param available how many images each class has
     * @param seed decides which classes get what cannot be shared evenly
     * @return the numbers, together at most what is available
     * @throws UserError if there are too few
     */
    Amounts amounts(List<String> classes, int[] available, long seed);

    /**
     * Images of each class.
     *
     * @param labelled those of D
     * @param validation those of D_val
     */
    record Amounts(List<Integer> labelled, List<Integer> validation) {

        /** Copies the lists. */
        public Amounts {
            labelled = List.copyOf(labelled);
            validation = List.copyOf(validation);
        }
    }

    /**
     * The same number of images of each class, whatever it has.
     *
     * @param labels images of each class in D, at least 1
     * @param validation images of each class in D_val, at least 0
     */
    record PerClass(int labels, int validation) implements SplitRule {

        /** Checks the numbers. */
        public PerClass {
            if (labels < 1 || validation < 0) {
                throw new UserError(
                        "A split needs at least 1 label per class and at least 0 validation images per class; asked for were %d and %d."
                                .formatted(labels, validation));
            }
        }

        @Override
        public String algorithm() {
            return "stratified-1";
        }

        @Override
        public Amounts amounts(List<String> classes, int[] available, long seed) {
            long wanted = (long) labels + validation;
            for (int label = 0; label < available.length; label++) {
                if (available[label] < wanted) {
                    throw new UserError(
                            "The class '%s' has too few images: %d labelled and %d for validation are %d, available are %d. Ask for fewer (labelsPerClass, validationPerClass), or for shares: split fractions."
                                    .formatted(
                                            classes.get(label),
                                            labels,
                                            validation,
                                            wanted,
                                            available[label]));
                }
            }
            return new Amounts(
                    Collections.nCopies(available.length, labels),
                    Collections.nCopies(available.length, validation));
        }

        @Override
        public String toString() {
            return "%d labelled and %d for validation of each class".formatted(labels, validation);
        }
    }

    /**
     * A fraction of the pool with labels, of which again a fraction for validation, as evenly over
     * the classes as whole images go.
     *
     * <p>Both totals are rounded half up; each class gets the whole part of its share, and the
     * images that are left go to the classes with the largest rest, of equal ones in an order that
     * the seed decides. So half of the 8,144 training images of Cars with a tenth for validation
     * are 3,665 and 407. A class keeps its last image in D, so where classes have very few of them
     * D_val can be smaller than its share.
     *
     * @param labelled the share of the pool in D and D_val, above 0, up to 1
     * @param validation the share of these in D_val, from 0, below 1
     */
    record Fractions(double labelled, double validation) implements SplitRule {

        /** Checks the numbers. */
        public Fractions {
            if (!(labelled > 0 && labelled <= 1) || !(validation >= 0 && validation < 1)) {
                throw new UserError(
                        "A split needs a labelled fraction above 0, up to 1, and a validation fraction from 0, below 1; asked for were %s and %s."
                                .formatted(labelled, validation));
            }
        }

        @Override
        public String algorithm() {
            return "stratified-fractions-1";
        }

        @Override
        public Amounts amounts(List<String> classes, int[] available, long seed) {
            int[] order = new RandomStreams(seed).at("split-rest", 0).permutation(available.length);
            int[] both = shares(available, labelled, available, order);
            int[] butOne = Arrays.stream(both).map(n -> n - 1).toArray();
            int[] val = shares(both, validation, butOne, order);
            List<Integer> d =
                    IntStream.range(0, both.length).mapToObj(i -> both[i] - val[i]).toList();
            if (d.stream().allMatch(n -> n == 0)) {
                throw new UserError(
                        "%s of %d images leaves none in D. Ask for a larger fraction."
                                .formatted(labelled, Arrays.stream(available).sum()));
            }
            return new Amounts(d, Arrays.stream(val).boxed().toList());
        }

        private static int[] shares(int[] of, double fraction, int[] most, int[] order) {
            long total = Math.round(fraction * Arrays.stream(of).asLongStream().sum());
            int[] shares = Arrays.stream(of).map(n -> (int) Math.floor(fraction * n)).toArray();
            int left = (int) (total - Arrays.stream(shares).asLongStream().sum());
            Arrays.stream(order)
                    .filter(i -> shares[i] < most[i])
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> shares[i] - fraction * of[i]))
                    .limit(left)
                    .forEach(i -> shares[i]++);
            return shares;
        }

        @Override
        public String toString() {
            return "fraction %s labelled, of which %s for validation"
                    .formatted(labelled, validation);
        }
    }
}
