package org.mpssl.study.paper;

import java.util.List;
import java.util.stream.Collectors;
import org.mpssl.UserError;
import org.mpssl.study.Start;
import org.mpssl.study.Study;

/** All named studies. */
public final class PaperStudies {

    /** The search for lambda. */
    public static final Study LAMBDA_GRID = Figures.lambdaGrid();

    /** In the order of the paper; what it does not have comes last. */
    public static final List<Study> ALL =
            List.of(
                    MainTables.table1(),
                    MainTables.table2(),
                    Ablations.table3(),
                    Ablations.table4(),
                    Ablations.table5(),
                    Ablations.table6(),
                    MainTables.table7(),
                    MainTables.table8(),
                    MainTables.table9(),
                    MainTables.table10(),
                    Ablations.table11(),
                    Figures.figure3(),
                    Figures.figure4(),
                    LAMBDA_GRID,
                    Ablations.options());

    private PaperStudies() {}

    /**
     * Returns whether there is such a study.
     *
     * @param name for example {@code table-3}
     * @return whether there is
     */
    public static boolean exists(String name) {
        return ALL.stream().anyMatch(study -> study.name().equals(name));
    }

    /**
     * Returns a study by its name.
     *
     * @param name for example {@code table-3}
     * @return the study
     * @throws UserError if there is none
     */
    public static Study named(String name) {
        return ALL.stream()
                .filter(study -> study.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserError(
                                        "there is no study '%s'; there are %s"
                                                .formatted(
                                                        name,
                                                        ALL.stream()
                                                                .map(Study::name)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    /**
     * Returns a study by its name, as it is on a dataset.
     *
     * @param name for example {@code table-3}
     * @param start on which dataset, and with which preset
     * @return the study; of a prepared dataset it has the paper's numbers for that one alone
     * @throws UserError if there is none, or if the dataset is not there
     */
    public static Study named(String name, Start start) {
        Study study = named(name);
        return start.isShipped() ? study : PreparedStudy.on(start).of(study);
    }
}
