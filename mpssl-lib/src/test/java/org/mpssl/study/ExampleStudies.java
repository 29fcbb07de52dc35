package org.mpssl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Studies of known fields, and figures for them that can be computed by hand. */
final class ExampleStudies {

    /** A classifier that trains in a second. */
    static final Map<String, Object> TINY =
            Map.of(
                    "testImages", 20,
                    "labelsPerClass", 2,
                    "validationPerClass", 2,
                    "blocks", List.of(1),
                    "width", 2,
                    "batchSize", 4);

    private ExampleStudies() {}

    /** Base, one row of this project's, MP-SSL; a column of the paper's that cannot be here. */
    static Study small() {
        return Study.of("small", "A small study")
                .columns(
                        Column.absent("Cars", "its images are not here"),
                        Column.standIn("Birds", "tiny images", TINY))
                .row("Base Model", Study.BASE, 50, 60)
                .own("naive, own", Setting.of("naive"))
                .row("MP-SSL", Study.MP_SSL, 55.5, Double.NaN)
                .printed("Others", 40, 41)
                .note("A note.");
    }

    /** The same rows by share of labels, with one place missing. */
    static Study shares() {
        return Study.of("shares", "By share")
                .columns(
                        Column.standIn("10 %", "2 labels", with("labelsPerClass", 2)),
                        Column.standIn("50 %", "4 labels", with("labelsPerClass", 4)),
                        Column.own("10 %, disjoint", "2 labels", with("setUp", "disjoint")))
                .row("Base Model", Study.BASE, 50, 60)
                .row("Naive gSSL", Setting.of("naive"), 51, Double.NaN)
                .without("50 %", "nothing is left")
                .shownAs(Study.View.CURVES, 2);
    }

    /** A choice of lambda. */
    static Study grid() {
        return Study.of("grid", "The best lambda")
                .columns(
                        Column.own("0.3", "lambda 0.3", with("lambda", 0.3)),
                        Column.own("1", "lambda 1", with("lambda", 1)))
                .own("Naive gSSL", Setting.of("naive"))
                .own("P-SSL", Setting.of("p-ssl"))
                .shownAs(Study.View.CHOICE, 1);
    }

    private static Map<String, Object> with(String field, Object value) {
        return Setting.of("").with(TINY).with(field, value).fields();
    }

    /** Runs of seeds 0, 1, ... with these accuracies at the best validation and the last step. */
    static StudyResult.CellRuns runs(String row, String column, double[] test, double[] last) {
        List<StudyResult.Run> runs = new ArrayList<>();
        for (int seed = 0; seed < test.length; seed++) {
            String hash = Integer.toHexString((row + column).hashCode()) + seed;
            runs.add(new StudyResult.Run(seed, hash, test[seed], last[seed], 0.5, 10 + seed));
        }
        return new StudyResult.CellRuns(row, column, runs);
    }

    static StudyResult result(Study study, int seeds, StudyResult.CellRuns... cells) {
        return new StudyResult(
                study.name(),
                new Plan(Start.SHIPPED, seeds, 2, false),
                3723,
                List.of(cells),
                List.of(),
                Map.of(),
                Map.of("libtorch", "2.3.1", "generator", "ab".repeat(32)));
    }

    /** Three seeds: naive 1, 2, 3 points over base, MP-SSL -1, 0, 4 points; last step all equal. */
    static StudyResult smallResult() {
        double[] last = {0.6, 0.6, 0.6};
        return result(
                small(),
                3,
                runs("Base Model", "Birds", new double[] {0.5, 0.6, 0.7}, last),
                runs("naive, own", "Birds", new double[] {0.51, 0.62, 0.73}, last),
                runs("MP-SSL", "Birds", new double[] {0.49, 0.6, 0.74}, last));
    }
}
