package org.mpssl.study.paper;

import static org.mpssl.study.paper.Systems.ALL_LABELS;
import static org.mpssl.study.paper.Systems.ALL_LABELS_ROW;
import static org.mpssl.study.paper.Systems.BASE;
import static org.mpssl.study.paper.Systems.MP_SSL;
import static org.mpssl.study.paper.Systems.NAIVE;
import static org.mpssl.study.paper.Systems.ORACLE;
import static org.mpssl.study.paper.Systems.P_SSL;
import static org.mpssl.study.paper.Systems.TRANSFER;
import static org.mpssl.study.paper.Systems.WITHOUT_LMO;
import static org.mpssl.study.paper.Systems.ssl;

import java.util.List;
import java.util.Map;
import org.mpssl.study.Column;
import org.mpssl.study.Study;

/** Figures, and the search for lambda. */
final class Figures {

    private static final List<String> LAMBDAS = List.of("0.1", "0.3", "1", "3", "10");

    private Figures() {}

    static Study figure3() {
        Study study = Study.of("figure-3", "Accuracy by share of labelled images");
        int[] labels = {4, 10, 20, 40};
        String[] shares = {"10 %", "25 %", "50 %", "100 %"};
        for (int i = 0; i < labels.length; i++) {
            study =
                    study.columns(
                            Column.standIn(
                                    shares[i],
                                    "coarse to fine, %d labels per class".formatted(labels[i]),
                                    Map.of("labelsPerClass", labels[i])));
        }
        for (int i = 0; i < labels.length; i++) {
            study =
                    study.columns(
                            Column.own(
                                    shares[i] + ", disjoint",
                                    "%d labels per class".formatted(labels[i]),
                                    Map.of("setUp", "disjoint", "labelsPerClass", labels[i])));
        }
        return study.row("Base Model", BASE, 19.74, 47.54, 71.62, 85.75)
                .own(ALL_LABELS_ROW, ALL_LABELS)
                .row("Naive gSSL (FreeMatch)", NAIVE, 20.11, 49.33, 72.91, 81.68)
                .row("P-SSL", P_SSL, 20.34, 48.27, 72.62, 85.78)
                .row("MP-SSL", MP_SSL, 23.82, 53.37, 76.33, 86.84)
                .shownAs(Study.View.CURVES, 5)
                .note(
                        "The paper's figure has Aircraft, Birds and Cars and prints no numbers; those of"
                                + " Cars are taken from table 2."
                                + Remarks.BOTH_SET_UPS)
                .note(Remarks.VALIDATION)
                .note(Remarks.A_TENTH)
                .note(Remarks.CARS_AT_HALF)
                .note(Remarks.CARS_AT_A_TENTH)
                .note(Remarks.ALL_LABELS);
    }

    static Study figure4() {
        return Study.of("figure-4", "Samples: real, P-SSL, MP-SSL")
                .columns(Column.own("fashion-mini", Remarks.CARS, Map.of()))
                .own("Base Model", BASE)
                .own("P-SSL", P_SSL)
                .own("MP-SSL", MP_SSL)
                .shownAs(Study.View.SAMPLES, 1)
                .note(
                        "The paper's text says of Cars that MP-SSL's samples resemble the data less than"
                                + " P-SSL's and vary more, and yet train better.")
                .note(
                        "MP-SSL's images are drawn with the mapper and the label converter of its last"
                                + " step; P-SSL's with the soft labels of the class's images in D, each"
                                + " once.");
    }

    static Study lambdaGrid() {
        Study study = Study.of("lambda-grid", "The weight of the unsupervised loss, by D_val");
        for (String lambda : LAMBDAS) {
            study =
                    study.columns(
                            Column.own(
                                    lambda,
                                    "lambda " + lambda,
                                    Map.of("lambda", Double.valueOf(lambda))));
        }
        return study.own("UDA (oracle)", ssl(ORACLE, "uda"))
                .own("FixMatch (oracle)", ssl(ORACLE, "fixmatch"))
                .own("FreeMatch (oracle)", ORACLE)
                .own("SCR (oracle)", ssl(ORACLE, "cosine"))
                .own("Naive gSSL (FreeMatch)", NAIVE)
                .own("Naive gSSL (FixMatch)", ssl(NAIVE, "fixmatch"))
                .own("Naive gSSL (UDA)", ssl(NAIVE, "uda"))
                .own("P-SSL (FreeMatch)", P_SSL)
                .own("P-SSL (FixMatch)", ssl(P_SSL, "fixmatch"))
                .own("P-SSL (UDA)", ssl(P_SSL, "uda"))
                .own("Transfer SSL (FreeMatch)", TRANSFER)
                .own("Transfer SSL (SCR)", ssl(TRANSFER, "cosine"))
                .own("MP-SSL w/o LMO", WITHOUT_LMO)
                .own("MP-SSL", MP_SSL)
                .shownAs(Study.View.CHOICE, 1)
                .note(
                        "The paper searched lambda on a grid for every method, judged on D_val; its range"
                                + " is lost. The grid is this project's.")
                .note(Remarks.LAMBDA_OF_PRESET)
                .note(Remarks.FEW_VALIDATED)
                .note(
                        "For MP-SSL D_val is also what LMO trains on: its accuracy there is not one on"
                                + " images held out.");
    }
}
