package org.mpssl.study.paper;

import org.mpssl.study.Column;

/** What has to be said of more than one table. */
final class Remarks {

    static final String ALL_LABELS =
            "The row \"Base on D and D_val\" is this project's: MP-SSL differentiates through D_val, so"
                    + " its labels count. It has no validation images left and is judged at its last step.";

    static final String ORACLE =
            "D_u is here all that D and D_val leave of a pool of 1,000 images of each class, far more than"
                    + " the share that the paper leaves.";

    static final String CARS_AT_HALF =
            "The paper prints Cars at 50 % twice, and not always alike. Table 1 and table 2:"
                    + " FixMatch 80.98 and 83.94, FreeMatch 82.73 and 82.60, naive gSSL 73.67 and 72.91,"
                    + " P-SSL 72.45 and 72.62. Base and MP-SSL agree. Table 9 repeats table 1.";

    static final String CARS_AT_A_TENTH =
            "The paper prints Cars at 10 % twice, and not always alike. Table 2 and table 8: P-SSL 20.34"
                    + " and 21.78, MP-SSL 23.82 and 24.62. Base and FreeMatch agree.";

    static final String TWICE_72_76 =
            "72.76 stands twice in the paper: for UDA on Cars at 50 % (table 2) and for FreeMatch on real"
                    + " ImageNet (table 9). One of them may be a copying slip.";

    static final String TWICE_75_55 =
            "75.55 stands twice in the paper: for the unconditional mapper (table 4) and for the soft label"
                    + " (table 5).";

    static final String A_TENTH =
            "The text calls 10 % of Cars about 1,000 images; of 8,144 it is 814.";

    static final String NUMBERING =
            "The paper cites several tables by one number; that of this table follows from the order.";

    static final String VALIDATION =
            "D_val stays at 10 images per class in every column. With 4 labels per class it is larger than"
                    + " D, and the row \"Base on D and D_val\" has three and a half times the labels of Base.";

    static final String LAMBDA_WITHOUT_LMO =
            "With the preset's lambda the row without LMO has that of MP-SSL, 3, so that one thing"
                    + " changes; with 1, as for other methods, there is a row of its own. The grid"
                    + " chooses for it apart.";

    static final String LAMBDA_OF_LOSSES =
            "With the preset's lambda all have 3 as SCR, and FreeMatch 1 as every method with FreeMatch;"
                    + " it was not searched anew for each loss. The grid chooses for SCR alone, and"
                    + " the others keep theirs.";

    static final String LAMBDA_OF_PRESET =
            "The preset has lambda 3 for MP-SSL, 1 for every other method.";

    static final String NO_IMAGENET =
            "In place of ImageNet stand real images of the classes that the generator was trained on.";

    static final String FEW_VALIDATED = "D_val has 70 images: one more of them is 1.4 points.";

    static final String MORE_LABELS =
            "D_val stays at 10 images per class, also with 100 labels per class.";

    static final String BOTH_SET_UPS = " Here are both set-ups of fashion-mini.";

    static final String CARS = "fashion-mini, coarse to fine, 20 labels per class";

    private Remarks() {}

    /** The one column of most ablations. */
    static Column cars() {
        return Column.standIn("Cars", CARS, java.util.Map.of());
    }

    static Column notShipped(String name) {
        return Column.absent(name, "its images are not part of this repository");
    }
}
