package org.mpssl.dataprep.layout;

import java.util.List;
import org.mpssl.UserError;
import org.mpssl.dataprep.raw.RawTree;

/** How a dataset's files say which image belongs where and shows what. */
public interface Layout {

    /**
     * Reads the dataset's lists.
     *
     * @param raw its files
     * @param options what the user may choose
     * @return every image that the lists name, each of which is in {@code raw}
     * @throws org.mpssl.UserError if a list is missing, damaged, or names what is not there
     */
    Listing list(RawTree raw, Options options);

    /**
     * Returns which of the options have an effect on this dataset.
     *
     * @return the choices, in the order in which they are recorded
     */
    default List<Choice> choices() {
        return List.of(Choice.LIMIT);
    }

    /**
     * What may be chosen.
     *
     * @param fold of DTD's ten, 1 to 10
     * @param banner whether Aircraft's images keep the copyright line at their bottom
     * @param limit at most so many training images of each class, 0 for all
     */
    record Options(int fold, boolean banner, int limit) {

        /** What is done if nothing is said. */
        public static final Options USUAL = new Options(1, false, 0);

        private static final int FOLDS = 10;

        /** Checks fold and limit. */
        public Options {
            if (fold < 1 || fold > FOLDS) {
                throw new UserError(
                        "There is no fold %d of DTD: name one of 1 to %d.".formatted(fold, FOLDS));
            }
            if (limit < 0) {
                throw new UserError(
                        "A limit of %d training images of each class leaves none: name 1 or more, or 0 for all of them."
                                .formatted(limit));
            }
        }
    }
}
