package org.mpssl.study;

import java.util.Map;

/**
 * How the tables of a report are read.
 *
 * @param figures the study and what it gave
 */
record StudyReading(StudyFigures figures) {

    private static final String CHOICE =
            """
            Accuracies in %, with several seeds mean ± sample standard deviation. lambda is chosen by the best validation accuracy of a run.
            """;

    /** %s is the preset's lambda. */
    private static final String PRESET_LAMBDA =
            """
            Unless a row says otherwise lambda is the preset's, %s, fixed before these runs; the
            study lambda-grid looks for it on D_val, and `study run --lambda grid` takes what it finds.
            """;

    /** %s is what was chosen, and the preset's lambda. */
    private static final String CHOSEN_LAMBDA =
            """
            Unless a row says otherwise lambda is the one that the study lambda-grid chose on D_val for a method and its loss: %s;
            for others it is the preset's, %s.
            """;

    private static final String MINI_LAMBDA = "3 for MP-SSL and 1 for all other methods";
    private static final String PAPER_LAMBDA = "1 for all methods";

    /** %s is how far the paper's numbers can be compared, what is said of lambda, and of images. */
    private static final String READING =
            """
            *here*: test accuracy in %%, mean ± sample standard deviation over seeds, of the weights with the best validation
            accuracy; *last step* is that of the last weights. *paper*: as printed there; its deviations over three runs are lost%s

            %s%s
            """;

    private static final String OF_THE_MINIATURE =
            """
            , and
            its data, networks and 200 epochs are not those of this miniature, so compare orders and signs, not numbers.""";

    /** %s is the preset. */
    private static final String OF_ANOTHER_PRESET =
            """
            , and
            its networks and 200 epochs are not those of the preset %s, so compare orders and signs, not numbers.""";

    private static final String OF_THE_PAPER =
            """
            .
            The runs have its settings as far as it states them; docs/reproduction.md says what it leaves open.""";

    private static final String POOL =
            "Naive gSSL and P-SSL draw their images from 2,048 that are made once, MP-SSL makes new ones in every step.";

    private static final String NO_POOL = "Every method makes new images in every step.";

    /** How differences are read; %d is the number of those that are judged. */
    private static final String DIFFERENCES =
            """
            Differences are taken seed by seed, in points: mean ± sample standard deviation s of the n differences (how many are
            above zero). *shows from* is t(0.975, n - 1) · s / √n: a mean difference beyond it is told from zero by a paired t-test,
            two-sided, at 5 %%. It is the smallest that n seeds with this spread can show; a true difference of just that size would
            be missed every other time. Of the %d differences judged in this report, one in twenty would show without there being any.
            """;

    private static final String ONE_SEED = "With one seed no difference can be told from zero.\n";

    /** Returns the text. */
    String text() {
        if (figures.study().view() == Study.View.CHOICE) {
            return CHOICE;
        }
        Plan plan = figures.result().plan();
        Start start = plan.start();
        String reading =
                READING.formatted(
                        comparable(start),
                        lambda(plan.lambdas(), start),
                        start.isPaper() ? NO_POOL : POOL);
        String differences = plan.seeds() == 1 ? ONE_SEED : DIFFERENCES.formatted(figures.judged());
        return reading + "\n" + differences;
    }

    private static String comparable(Start start) {
        if (start.isShipped()) {
            return OF_THE_MINIATURE;
        }
        return start.isPaper() ? OF_THE_PAPER : OF_ANOTHER_PRESET.formatted(start.preset());
    }

    private static String lambda(Map<String, Double> chosen, Start start) {
        String preset = start.isPaper() ? PAPER_LAMBDA : MINI_LAMBDA;
        return chosen.isEmpty()
                ? PRESET_LAMBDA.formatted(preset)
                : CHOSEN_LAMBDA.formatted(LambdaChoice.words(chosen), preset);
    }
}
