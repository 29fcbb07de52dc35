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
