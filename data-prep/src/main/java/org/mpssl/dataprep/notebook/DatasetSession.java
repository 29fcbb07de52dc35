package org.mpssl.dataprep.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.mpssl.data.DatasetManifest;
import org.mpssl.data.PreparedDataset;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.rehearsal.Fabricated;
import org.mpssl.files.ClonePath;
import org.mpssl.files.DraftFolder;
import org.mpssl.notebook.Session;
import org.mpssl.notebook.Showable;
import org.mpssl.notebook.Stamped;
import org.mpssl.notebook.Table;
import org.mpssl.study.Comparison;
import org.mpssl.train.RunSpec;
import org.mpssl.train.WeightChecklist;

/**
 * The visit of a dataset notebook: on the prepared dataset with its preset if dataset and weights
 * are there, and else a rehearsal, the same cells on drawn images and tiny networks.
 *
 * <p>A rehearsal shows that everything works. Its figures are stamped, and its accuracies say
 * nothing about the dataset.
 */
public final class DatasetSession {

    /** The methods of a dataset notebook, in the order of the paper's tables. */
    public static final List<String> METHODS =
            List.of("base", "oracle", "naive", "p-ssl", "mp-ssl");

    private static final String FASHION = "fashion-mnist";
    private static final String STAMP = "REHEARSAL: no result";

    private final Published dataset;
    private final Path folder;
    private final List<String> lacking;

    private DatasetSession(Published dataset, Path folder, List<String> lacking) {
        this.dataset = dataset;
        this.folder = folder;
        this.lacking = lacking;
    }

    /**
     * Opens the visit.
     *
     * @param name as in {@code ./workbench data list}
     * @param prepared the folder of the prepared dataset in the clone, which need not be there
     * @return the visit, a rehearsal if something is not there or {@code WORKBENCH_REHEARSAL} is 1
     */
    public static DatasetSession open(String name, String prepared) {
        return open(name, prepared, Session.runs());
    }

    /** Opens the visit; a rehearsal makes its dataset in a folder of runs. */
    static DatasetSession open(String name, String prepared, Path runs) {
        Published dataset = Catalogue.published().named(name);
        List<String> lacking = lacking(dataset, prepared);
        if (lacking.isEmpty()) {
            return new DatasetSession(dataset, Path.of(prepared), lacking);
        }
        Path folder = runs.resolve("rehearsal").resolve(name);
        try {
            DraftFolder.delete(folder);
            new Rehearsal(name, folder).prepare();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DatasetSession(dataset, Rehearsal.prepared(folder), lacking);
    }

    private static List<String> lacking(Published dataset, String prepared) {
        List<String> lacking = new ArrayList<>();
        if ("1".equals(System.getenv("WORKBENCH_REHEARSAL"))) {
            lacking.add("unset WORKBENCH_REHEARSAL, which asked for this rehearsal");
        }
        Path folder = ClonePath.of(prepared);
        if (!Files.exists(folder.resolve(PreparedDataset.MANIFEST))) {
            String name = String.valueOf(folder.getFileName());
            lacking.add(
                    "%s: ./workbench data prepare %s %s%s"
                            .formatted(
                                    prepared,
                                    dataset.name(),
                                    how(dataset),
                                    name.equals(dataset.name()) ? "" : " --as " + name));
        } else if (DatasetManifest.read(folder).description().contains(Fabricated.MARK)) {
            lacking.add(
                    "%s holds fabricated images: remove it, and prepare the real ones"
                            .formatted(prepared));
        }
        if (!dataset.name().equals(FASHION)) {
            lacking.addAll(lackingWeights());
        }
        return lacking;
    }

    /** P-SSL and MP-SSL together use every file that the preset names. */
    private static List<String> lackingWeights() {
        return Stream.of("p-ssl", "mp-ssl")
                .map(method -> RunSpec.paper(method, 0))
                .flatMap(spec -> WeightChecklist.of(spec).items().stream())
                .filter(item -> item.state() != WeightChecklist.State.THERE)
                .map(
                        item ->
                                item.state() == WeightChecklist.State.OTHER
                                        ? item.toString()
                                        : "weights: " + item.command())
                .distinct()
                .toList();
    }

    private static String how(Published dataset) {
        boolean downloadable =
                !dataset.files().isEmpty()
                        && dataset.files().stream().noneMatch(file -> file.urls().isEmpty());
        return (downloadable ? "--download" : "--from DIR")
                + (dataset.restricted() ? " --accept-license" : "");
    }

    /** Returns whether this is a rehearsal, whose accuracies say nothing. */
    public boolean isRehearsal() {
        return !lacking.isEmpty();
    }

    /** Returns what the real thing lacks here, each with what gets it. */
    public List<String> lacking() {
        return lacking;
    }

    /** Returns what is published of the dataset. */
    public Published published() {
        return dataset;
    }

    /** Opens the dataset that this visit trains on. */
    public PreparedDataset data() {
        return PreparedDataset.open(ClonePath.of(folder.toString()));
    }

    /**
     * Returns the run of a method, seed 0; of the real thing the same as in a terminal, which share
     * their runs.
     *
     * @param method one of {@link #METHODS}
     * @return the preset on the dataset, or a tiny run on the drawn one
     */
    public RunSpec spec(String method) {
        return isRehearsal()
                ? new Rehearsal(dataset.name(), folder.getParent()).spec(method)
                : RunSpec.preset(preset(), folder.toString(), method, 0);
    }

    /** Returns the preset of the real thing. */
    public String preset() {
        return dataset.name().equals(FASHION) ? "mini-large" : "paper";
    }

    /**
     * Returns the comparison of all methods.
     *
     * @param seeds how many
     * @return the comparison
     */
    public Comparison comparison(int seeds) {
        Map<String, RunSpec> settings = new LinkedHashMap<>();
        METHODS.forEach(method -> settings.put(method, spec(method)));
        List<Long> all = LongStream.range(0, seeds).boxed().toList();
        String title = dataset.name() + (isRehearsal() ? ", rehearsal" : ", preset " + preset());
        return new Comparison(title, settings, all);
    }

    /**
     * Marks a figure in a rehearsal.
     *
     * @param figure a figure of this visit's images or accuracies
     * @return the figure, with a stamp across it if it shows no result
     */
    public Showable stamped(Showable figure) {
        return isRehearsal() ? new Stamped(figure, STAMP) : figure;
    }

    /** Returns mode, data and what is lacking, as a table. */
    public Table table() {
        Table table =
                Table.of("what", "here")
                        .row("dataset", dataset.title())
                        .row(
                                "mode",
                                isRehearsal()
                                        ? "rehearsal: drawn images, tiny networks, 60 steps"
                                        : "preset " + preset())
                        .row("terms", dataset.licence())
                        .row("cite", dataset.citation());
        for (String each : lacking) {
            table = table.row("for the real thing", each);
        }
        return table;
    }
}
