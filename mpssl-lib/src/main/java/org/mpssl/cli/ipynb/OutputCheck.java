package org.mpssl.cli.ipynb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares the outputs of a new execution of a notebook with those that are stored in it. */
public final class OutputCheck {

    private static final String STATES =
            "/metadata/widgets/application~1vnd.jupyter.widget-state+json/state";
    private static final String VIEW = "application/vnd.jupyter.widget-view+json";

    private final Tolerance tolerance;
    private final List<Difference> differences = new ArrayList<>();

    private OutputCheck(Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    /**
     * Compares two executions of the same code.
     *
     * @param stored the notebook as it is kept
     * @param now the same one, executed again
     * @param tolerance how far numbers may lie apart
     * @return what differs, at most a few of each output
     */
    public static List<Difference> compare(
            NotebookFile stored, NotebookFile now, Tolerance tolerance) {
        OutputCheck check = new OutputCheck(tolerance);
        Map<String, JsonNode> found = now.codeCells();
        stored.codeCells().forEach((id, cell) -> check.compareCells(id, cell, found.get(id)));
        check.compareWidgets(stored.json().at(STATES), now.json().at(STATES));
        return check.differences;
    }

    private void compareCells(String id, JsonNode stored, JsonNode now) {
        JsonNode expected = stored.path("outputs");
        JsonNode found = now == null ? expected : now.path("outputs");
        String cell = "cell " + id;
        if (now == null) {
            add(cell, "a cell", "none of this id");
        } else if (expected.size() != found.size()) {
            add(cell, Output.kinds(expected), Output.kinds(found));
        } else {
            for (int i = 0; i < expected.size(); i++) {
                String place = expected.size() == 1 ? cell : cell + ", output " + (i + 1);
                compareOutputs(place, expected.get(i), found.get(i), NotebookFile.varies(stored));
            }
        }
    }

    private void compareOutputs(String place, JsonNode stored, JsonNode now, boolean varies) {
        String expected = Output.kind(stored);
        String found = Output.kind(now);
        if (!expected.equals(found)) {
            add(place, expected, found);
        } else if (!varies) {
            if (stored.has("text")) {
                addFew(place, texts(stored.path("text"), now.path("text")));
            }
            JsonNode data = stored.path("data");
            for (String type : Output.types(stored)) {
                // Beside Markdown, the plain text is the same table once more.
                if (!type.equals("text/plain") || !data.has("text/markdown")) {
                    List<Difference> some =
                            contents(type, data.path(type), now.path("data").path(type));
                    addFew(place + ", " + type, some);
                }
            }
        }
    }

    private List<Difference> contents(String type, JsonNode expected, JsonNode found) {
        if (type.startsWith("text/")) {
            return texts(expected, found);
        }
        if (type.startsWith("image/")) {
            String size = PictureSize.of(expected);
            String other = PictureSize.of(found);
            return size.equals(other) ? List.of() : List.of(new Difference("", size, other));
        }
        return Trees.compare(expected, found, type.equals(VIEW) ? Tolerance.NONE : tolerance);
    }

    private List<Difference> texts(JsonNode expected, JsonNode found) {
        return new Texts(tolerance).compare(NotebookFile.text(expected), NotebookFile.text(found));
    }

    /** Of widgets, what they are and which fields they have; values are the reader's to change. */
    private void compareWidgets(JsonNode expected, JsonNode found) {
        Set<String> names = new TreeSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        found.fieldNames().forEachRemaining(names::add);
        List<Difference> some = new ArrayList<>();
        for (String name : names) {
            String before = widget(expected.path(name));
            String after = widget(found.path(name));
            if (!before.equals(after)) {
                some.add(Difference.ofTexts(name, before, after));
            }
        }
        addFew("widgets", some);
    }

    private static String widget(JsonNode widget) {
        if (widget.isMissingNode()) {
            return "none";
        }
        Set<String> fields = new TreeSet<>();
        widget.path("state").fieldNames().forEachRemaining(fields::add);
        return widget.path("model_name").asText() + " " + fields;
    }

    private void add(String place, String expected, String found) {
        differences.add(new Difference(place, expected, found));
    }

    private void addFew(String place, List<Difference> some) {
        some.stream()
                .limit(Texts.MOST)
                .map(difference -> difference.in(place))
                .forEach(differences::add);
        if (some.size() > Texts.MOST) {
            add(place, "the same everywhere", (some.size() - Texts.MOST) + " more differences");
        }
    }
}
