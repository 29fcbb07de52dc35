package org.mpssl.study.paper;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mpssl.data.PreparedDataset;
import org.mpssl.files.ClonePath;
import org.mpssl.study.Column;
import org.mpssl.study.Row;
import org.mpssl.study.Setting;
import org.mpssl.study.Start;
import org.mpssl.study.Study;
import org.mpssl.train.Methods;
import org.mpssl.train.RunSpec;

/**
 * The paper's studies on a prepared dataset: what stands in for the paper's data in the miniature
 * gives way to the thing itself.
 *
 * @param start on which dataset, and with which preset
 * @param title the dataset's name, as its manifest has it
 */
record PreparedStudy(Start start, String title) {

    /** Where transfer SSL finds ImageNet. */
    static final String IMAGENET = "data/imagenet";

    private static final String CARS = "Cars";
    private static final String LAMBDA = "lambda";

    /** The paper's columns, by the names that {@code data prepare} gives its datasets. */
    private static final Map<String, String> IN_THE_PAPER =
            Map.of(
                    "aircraft", "Aircraft",
                    "birds", "Birds",
                    "birds-2010", "Birds",
                    "cars", CARS,
                    "dtd", "DTD",
                    "flowers", "Flower",
                    "pets", "Pets",
                    "chaoyang", "Chaoyang",
                    "food101", "Food-101");

    /** The paper has three runs of each. */
    private static final int PAPER_SEEDS = 3;

    /** Notes that are true of the shipped dataset alone. */
    private static final Set<String> OF_FASHION_MINI =
            Set.of(Remarks.VALIDATION, Remarks.ORACLE, Remarks.MORE_LABELS, Remarks.FEW_VALIDATED);

    /** Notes that are true of the small presets alone. */
    private static final Set<String> OF_SMALL_PRESETS =
            Set.of(
                    Remarks.LAMBDA_WITHOUT_LMO,
                    Remarks.LAMBDA_OF_LOSSES,
                    Remarks.LAMBDA_OF_PRESET,
                    Remarks.NO_IMAGENET);

    /**
     * A column, and the one of the shipped study whose printed numbers it has, if it has any.
     *
     * @param column the column
     * @param printed of the shipped study
     */
    private record Place(Column column, Optional<Column> printed) {}

    static PreparedStudy on(Start start) {
        return new PreparedStudy(start, start.title());
    }

    /** Returns a study as it is on this dataset. */
    Study of(Study shipped) {
        List<Place> places = places(shipped);
        return new Study(
                shipped.name(),
                shipped.title(),
                shipped.view(),
                start.isPaper() ? Math.min(PAPER_SEEDS, shipped.seeds()) : shipped.seeds(),
                places.stream().map(Place::column).toList(),
                rows(shipped, places),
                notes(shipped, places));
    }

    private List<Place> places(Study shipped) {
        return switch (shipped.name()) {
            case "table-2", "figure-3" -> ofCars(shipped, PreparedStudy::share);
            case "table-8" -> List.of(dataset(shipped, share(10)));
            case "table-10" -> ofCars(shipped, this::network);
            case "lambda-grid" ->
                    shipped.columns().stream()
                            .map(column -> new Place(column, Optional.empty()))
                            .toList();
            default -> List.of(dataset(shipped, Map.of()));
        };
    }

    /** Returns the one column of a table whose columns are datasets, or that is about one. */
    private Place dataset(Study shipped, Map<String, Object> fields) {
        String heading = IN_THE_PAPER.getOrDefault(title, title);
        return place(
                shipped,
                heading,
                fields,
                shipped.columns().stream()
                        .filter(column -> column.printed() && column.name().equals(heading))
                        .findFirst());
    }

    /** Returns the columns of a table that is about Cars. */
    private List<Place> ofCars(Study shipped, Function<Column, Map<String, Object>> fields) {
        return shipped.columns().stream()
                .filter(Column::printed)
                .map(
                        column ->
                                place(
                                        shipped,
                                        column.name(),
                                        fields.apply(column),
                                        Optional.of(column).filter(c -> isCars())))
                .toList();
    }

    private boolean isCars() {
        return CARS.equals(IN_THE_PAPER.get(title));
    }

    private Place place(
            Study shipped, String heading, Map<String, Object> fields, Optional<Column> printed) {
        String remark =
                "%s, preset %s, %s%s"
                        .formatted(
                                start.dataset(),
                                start.preset(),
                                labels(fields),
                                isInThePaper(shipped) && printed.isEmpty()
                                        ? "; the paper has no such numbers"
                                        : "");
        return new Place(
                printed.isPresent()
                        ? Column.standIn(heading, remark, fields)
                        : Column.own(heading, remark, fields),
                printed);
    }

    /** Says how many images are labelled, and which network is trained if a table asks for it. */
    private String labels(Map<String, Object> fields) {
        RunSpec spec = start.spec(Systems.BASE.with(fields), 0);
        String network =
                fields.containsKey("blocks")
                        ? ", %ss %s of width %s"
                                .formatted(spec.get("block"), spec.get("blocks"), spec.get("width"))
                        : "";
        String labels =
                spec.get("split").equals("fractions")
                        ? "%.0f %% of the pool labelled"
                                .formatted(100 * (Double) spec.get("labelledFraction"))
                        : "%s labels per class".formatted(spec.get("labelsPerClass"));
        return labels + network;
    }

    private static Map<String, Object> share(Column shipped) {
        return share(Integer.parseInt(shipped.name().replace(" %", "")));
    }

    private static Map<String, Object> share(int percent) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("split", "fractions");
        fields.put("labelledFraction", percent / 100.0);
        return fields;
    }

    private Map<String, Object> network(Column shipped) {
        if (!start.isPaper()) {
            return shipped.fields();
        }
        boolean larger = shipped.name().equals("ResNet-101");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("block", "bottleneck");
        fields.put("blocks", larger ? List.of(3, 4, 23, 3) : List.of(3, 4, 6, 3));
        fields.put("init", "weights/resnet%d.safetensors".formatted(larger ? 101 : 50));
        return fields;
    }

    private List<Row> rows(Study shipped, List<Place> places) {
        List<Row> rows = new ArrayList<>();
        for (Row row : shipped.rows()) {
            Row here = row(shipped, row, places);
            boolean empty = here.setting().isEmpty() && here.printed().isEmpty();
            boolean twice =
                    row.printed().isEmpty() && (isOfSmallPresets(row) || isIn(rows, here, places));
            if (!empty && !twice) {
                rows.add(here);
            }
        }
        return rows;
    }

    private Row row(Study shipped, Row row, List<Place> places) {
        List<Double> printed =
                row.printed().isEmpty()
                        ? List.of()
                        : places.stream()
                                .flatMap(place -> place.printed().stream())
                                .map(column -> shipped.printed(row, column).orElse(Double.NaN))
                                .toList();
        Map<String, String> missing = new LinkedHashMap<>(row.missing());
        missing.keySet().retainAll(places.stream().map(place -> place.column().name()).toList());
        if (!start.isPaper() || row.setting().filter(PreparedStudy::isTransfer).isEmpty()) {
            return new Row(row.name(), row.setting(), printed, missing);
        }
        if (!Files.exists(ClonePath.of(IMAGENET).resolve(PreparedDataset.MANIFEST))) {
            places.forEach(
                    place ->
                            missing.put(
                                    place.column().name(),
                                    "its unlabelled images, the field foundationData, are those of"
                                            + " ImageNet, which is not prepared in "
                                            + IMAGENET));
        }
        return new Row(
                row.name(),
                row.setting().map(setting -> setting.with("foundationData", IMAGENET)),
                printed,
                missing);
    }

    private static boolean isTransfer(Setting setting) {
        return setting.method().equals(Methods.TRANSFER);
    }

    /** With the paper's preset no method has the lambda 3 of the small ones. */
    private boolean isOfSmallPresets(Row row) {
        return start.isPaper()
                && row.setting()
                        .filter(s -> Integer.valueOf(3).equals(s.fields().get(LAMBDA)))
                        .isPresent();
    }

    /** Returns whether rows ask for the same runs already, which another preset told apart. */
    private boolean isIn(List<Row> rows, Row row, List<Place> places) {
        List<RunSpec> asked = specs(row, places);
        return !asked.isEmpty()
                && rows.stream().anyMatch(other -> specs(other, places).equals(asked));
    }

    private List<RunSpec> specs(Row row, List<Place> places) {
        return row.setting().stream()
                .flatMap(setting -> places.stream().map(p -> setting.with(p.column().fields())))
                .map(setting -> start.spec(setting, 0))
                .toList();
    }

    private List<String> notes(Study shipped, List<Place> places) {
        List<String> notes = new ArrayList<>();
        if (isInThePaper(shipped) && places.stream().allMatch(place -> place.printed().isEmpty())) {
            notes.add(
                    "The paper has no such numbers for %s, so none stand beside: its table is about %s."
                            .formatted(title, String.join(", ", about(shipped))));
        }
        for (String note : shipped.notes()) {
            boolean holds =
                    !OF_FASHION_MINI.contains(note)
                            && !(start.isPaper() && OF_SMALL_PRESETS.contains(note));
            if (holds) {
                notes.add(note.replace(Remarks.BOTH_SET_UPS, ""));
            }
        }
        return notes;
    }

    private static boolean isInThePaper(Study shipped) {
        return shipped.columns().stream().anyMatch(Column::printed);
    }

    private static List<String> about(Study shipped) {
        List<String> datasets =
                shipped.columns().stream()
                        .filter(Column::printed)
                        .map(Column::name)
                        .filter(IN_THE_PAPER::containsValue)
                        .toList();
        return datasets.isEmpty() ? List.of(CARS) : datasets;
    }
}
