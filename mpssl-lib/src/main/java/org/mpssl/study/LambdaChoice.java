package org.mpssl.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.UserError;

/**
 * Chooses the weight of the unsupervised loss of every method by its accuracy on D_val, as the
 * paper does: of the finished runs of a grid the best, of equal ones the smallest.
 *
 * @param grid a study with a column for each lambda
 * @param runs where the runs' folders lie
 */
public record LambdaChoice(Study grid, Path runs) {

    private static final String LAMBDA = "lambda";

    /**
     * Returns a plan with the chosen weights.
     *
     * @param plan on which data, how often and how long
     * @return the plan with the lambdas that the grid chooses for runs as long on the same data
     * @throws UserError if the grid was not run so, or is not finished
     */
    public Plan applyTo(Plan plan) {
        Plan search =
                Journal.of(runs, grid, plan.start())
                        .map(Journal::plan)
                        .filter(made -> plan.withSeeds(made.seeds()).equals(made))
                        .orElseThrow(() -> notFinished(plan.withSeeds(grid.seeds())));
        StudyState state = new StudyState.Reader(runs).of(grid.specs(search));
        if (!state.isComplete()) {
            throw notFinished(search);
        }
        StudyResult result = StudyResult.of(grid, search, 0, state.finished(), Map.of());
        StudyFigures figures = new StudyFigures(grid, result);
        Map<String, Double> lambdas = new TreeMap<>();
        for (Row row : grid.rows()) {
            String system = Plan.system(search.spec(row.setting().orElseThrow(), 0));
            // A row may have no runs at all, for want of its images.
            figures.best(row).stream()
                    .findFirst()
                    .map(best -> ((Number) best.fields().get(LAMBDA)).doubleValue())
                    .ifPresent(lambda -> lambdas.put(system, lambda));
        }
        return plan.withLambdas(lambdas, search.seeds());
    }

    private UserError notFinished(Plan search) {
        return new UserError(
                "lambda is chosen by the study %s, which is not finished for such runs: ./workbench study run %s %s"
                        .formatted(grid.name(), grid.name(), search.options()));
    }

    /** Says in words what was chosen. */
    static String words(Map<String, Double> lambdas) {
        List<String> each =
                lambdas.entrySet().stream()
                        .map(entry -> "%s %s".formatted(entry.getKey(), entry.getValue()))
                        .toList();
        return String.join(", ", each);
    }
}
