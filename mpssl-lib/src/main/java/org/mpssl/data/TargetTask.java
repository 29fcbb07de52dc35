package org.mpssl.data;

import java.util.ArrayList;
import java.util.List;
import org.mpssl.UserError;

/**
 * The target task of one run: a few labelled images, their validation and test sets, all with
 * labels 0 .. K - 1 that are positions in {@link #classes()}.
 *
 * @param setUp whose frozen models it may use
 * @param split which images of the pool went where; positions in the pool's target images
 * @param labelled D
 * @param validation D_val
 * @param unlabelled D_u, with the true labels, which only an oracle or a search may use
 * @param test the held-out test images
 */
public record TargetTask(
        SetUp setUp,
        Split split,
        ImageSet labelled,
        ImageSet validation,
        ImageSet unlabelled,
        ImageSet test) {

    /**
     * Makes the task of the embedded study, from the parts {@code pool} and {@code test} of a
     * dataset with fine labels.
     *
     * @param data images with fine labels
     * @param setUp which classes
     * @param seed the seed of the split
     * @param labelsPerClass images of each class in D
     * @param validationPerClass images of each class in D_val
     * @param testLimit at most so many test images, as evenly over the classes as they go, the
     *     first of each; 0 takes all
     * @return the task
     */
    public static TargetTask of(
            PreparedDataset data,
            SetUp setUp,
            long seed,
            int labelsPerClass,
            int validationPerClass,
            int testLimit) {
        ImageSet pool = setUp.targetImages(data.part("pool"));
        ImageSet test = setUp.targetImages(data.part("test"));
        SplitRule rule = new SplitRule.PerClass(labelsPerClass, validationPerClass);
        return of(setUp, pool, test, Split.of(pool, seed, rule), testLimit);
    }

    /**
     * Makes a task.
     *
     * @param setUp whose frozen models it may use
     * @param pool what was split
     * @param test the test images
     * @param split of the pool
     * @param testLimit at most so many test images, as above
     * @return the task
     */
    public static TargetTask of(
            SetUp setUp, ImageSet pool, ImageSet test, Split split, int testLimit) {
        return new TargetTask(
                setUp,
                split,
                split.labelled(pool),
                split.validation(pool),
                split.unlabelled(pool),
                limit(test, testLimit));
    }

    /**
     * Returns the names of the target classes in label order.
     *
     * @return K names
     */
    public List<String> classes() {
        return labelled.classes();
    }

    /**
     * Returns D and D_val together: all labels that a method with a validation set gets to see.
     *
     * @return D followed by D_val
     */
    public ImageSet allLabelled() {
        return labelled.concat(validation);
    }

    /**
     * Returns some of the images of a set.
     *
     * @param images the set
     * @param limit at most so many, as evenly over the classes as they go, the first of each; 0
     *     takes all
     * @return them, in the order of the set
     */
    public static ImageSet limit(ImageSet images, int limit) {
        if (limit < 0) {
            throw new UserError(
                    "The limit of test images must not be negative (0 takes all), it is "
                            + limit
                            + ".");
        }
        if (limit == 0 || limit >= images.size()) {
            return images;
        }
        int classes = images.classes().size();
        List<Integer> chosen = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            int share = limit / classes + (label < limit % classes ? 1 : 0);
            int[] candidates = images.byClass(label);
            for (int i = 0; i < Math.min(share, candidates.length); i++) {
                chosen.add(candidates[i]);
            }
        }
        return images.select(chosen.stream().sorted().mapToInt(Integer::intValue).toArray());
    }
}
