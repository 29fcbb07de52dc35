package org.mpssl.notebook;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mpssl.data.ImageSet;
import org.mpssl.data.TargetTask;
import org.mpssl.method.Losses;
import org.mpssl.tensor.Parameters;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;

/** The values of the library as tables: what a cell shows that ends with one of them. */
public final class Tables {

    /** So many tensors are listed; the rest is counted. */
    private static final int LISTED = 150;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Tables() {}

    /**
     * Returns the fields of a run's description, and where they differ from the preset ({@code
     * mini} or {@code paper}, the nearer one) of its method.
     *
     * @param spec the description
     * @return a row per field; the last cell of one that differs says what the preset has
     */
    public static Table of(RunSpec spec) {
        JsonNode fields = fields(spec);
        JsonNode mini = fields(RunSpec.mini(spec.method(), spec.seed()));
        JsonNode paper = fields(RunSpec.paper(spec.method(), spec.seed()));
        boolean small = differences(fields, mini) <= differences(fields, paper);
        JsonNode preset = small ? mini : paper;
        Table table = Table.of("field", "value", "preset " + (small ? "mini" : "paper"));
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            JsonNode usual = preset.path(field.getKey());
            String mark = field.getValue().equals(usual) ? "" : "\u2260 " + text(usual);
            table = table.row(field.getKey(), text(field.getValue()), mark);
        }
        return table;
    }

    private static JsonNode fields(RunSpec spec) {
        try {
            return JSON.readTree(spec.toJson());
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
    }

    private static long differences(JsonNode fields, JsonNode preset) {
        return fields.properties().stream()
                .filter(field -> !field.getValue().equals(preset.path(field.getKey())))
                .count();
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    /**
     * Returns the figures of a run.
     *
     * @param result what came out
     * @return a row per figure; a run that was stopped has no test accuracies
     */
    public static Table of(RunResult result) {
        return Table.of("figure", "value")
                .row("method", result.spec().method())
                .row("seed", result.spec().seed())
                .row("spec", result.spec().hash())
                .row("test accuracy, best validation", percent(result.test()))
                .row("test accuracy, last step", percent(result.last()))
                .row("best step", result.bestStep())
                .row("steps", result.spec().steps() + (result.stopped() ? ", stopped before" : ""))
                .row("seconds", Math.round(result.seconds()));
    }

    /**
     * Returns the figures of some runs.
     *
     * @param results what came out
     * @return a row per run, in their order
     */
    public static Table of(List<RunResult> results) {
        Table table =
                Table.of("method", "seed", "test, best", "test, last", "best step", "seconds");
        for (RunResult result : results) {
            table =
                    table.row(
                            result.spec().method(),
                            result.spec().seed(),
                            percent(result.test()),
                            percent(result.last()),
                            result.bestStep(),
                            Math.round(result.seconds()));
        }
        return table;
    }

    /** Returns a share as text, a dash where there is none. */
    static String percent(double share) {
        return Double.isNaN(share) ? "\u2013" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /**
     * Returns the tensors of a set of parameters.
     *
     * @param parameters weights, gradients or an optimiser's state
     * @return a row per tensor, of very many the first, and their sum
     */
    public static Table of(Parameters parameters) {
        Table table = Table.of("name", "shape", "type", "values");
        int listed = 0;
        long count = 0;
        for (Map.Entry<String, NDArray> entry : parameters) {
            NDArray array = entry.getValue();
            boolean closed = array.isReleased();
            count += closed ? 0 : array.size();
            if (listed++ < LISTED) {
                table =
                        table.row(
                                entry.getKey(),
                                closed ? "closed" : array.getShape(),
                                closed ? "" : Describe.type(array),
                                closed ? 0 : array.size());
            }
        }
        if (listed > LISTED) {
            table = table.row("\u2026", (listed - LISTED) + " more", "", "");
        }
        return table.row("total", listed + (listed == 1 ? " tensor" : " tensors"), "", count);
    }

    /**
     * Returns the losses of a step.
     *
     * @param losses the losses
     * @return a row per loss
     */
    public static Table of(Losses losses) {
        Table table = Table.of("loss", "value");
        for (Map.Entry<String, Double> loss : losses.values().entrySet()) {
            table = table.row(loss.getKey(), loss.getValue());
        }
        return table;
    }

    /**
     * Returns how many images a task has.
     *
     * @param task the task
     * @return a row per class and their sum; a column per part
     */
    public static Table of(TargetTask task) {
        List<ImageSet> parts =
                List.of(task.labelled(), task.validation(), task.unlabelled(), task.test());
        Table table = Table.of("images of", "D", "D_val", "D_u", "test");
        List<int[]> counts = parts.stream().map(ImageSet::perClass).toList();
        for (int label = 0; label < task.classes().size(); label++) {
            table =
                    table.row(
                            task.classes().get(label),
                            counts.get(0)[label],
                            counts.get(1)[label],
                            counts.get(2)[label],
                            counts.get(3)[label]);
        }
        Object[] sums = counts.stream().map(count -> Arrays.stream(count).sum()).toArray();
        return table.row("all classes", sums[0], sums[1], sums[2], sums[3]);
    }
}
