package org.mpssl.dataprep.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.mpssl.data.PreparedDataset;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.files.ClonePath;
import org.mpssl.files.DraftFolder;
import org.mpssl.notebook.Session;
import org.mpssl.notebook.Showable;
import org.mpssl.notebook.Stamped;
import org.mpssl.notebook.Table;
import org.mpssl.study.Comparison;
import org.mpssl.train.RunSpec;

/**
 * The visit of a dataset notebook: on the prepared dataset with its preset if dataset and weights
 * are there, and else a rehearsal, the same cells with tiny networks; on the prepared dataset's
 * images if they are there, and else on drawn ones.
 *
 * <p>A rehearsal tries every step. Its figures are stamped, and its accuracies say nothing about
 * the methods.
 */
public final class DatasetSession {

    /** The methods of a dataset notebook, in the order of the paper's tables. */
    public static final List<String> METHODS =
            List.of("base", "oracle", "naive", "p-ssl", "mp-ssl");

    private static final String FASHION = "fashion-mnist";
    private static final String ASKED_FOR = "WORKBENCH_REHEARSAL";
    private static final String STAMP = "REHEARSAL: no result";

    /** On what is trained, and how. */
    private enum Mode {
        DRAWN("rehearsal: drawn images, tiny networks, 60 steps"),
        TINY("rehearsal: the images of the dataset, tiny networks, 60 steps"),
        REAL("preset %s");

        private final String words;

        Mode(String words) {
            this.words = words;
        }
    }

    private final Published dataset;
    private final Mode mode;
    private final String folder;
    private final List<String> lacking;

    private DatasetSession(Published dataset, Mode mode, String folder, List<String> lacking) {
        this.dataset = dataset;
        this.mode = mode;
        this.folder = folder;
        this.lacking = lacking;
    }

    /**
     * Opens the visit.
     *
     * @param name as in {@code ./workbench data list}
     * @param prepared the folder of the prepared dataset in the clone, which need not be there
     * @return the visit, a rehearsal if something is not there; one on drawn images, whatever is
     *     there, if {@code WORKBENCH_REHEARSAL} is 1
     */
    public static DatasetSession open(String name, String prepared) {
        return open(name, prepared, Session.runs(), "1".equals(System.getenv(ASKED_FOR)));
    }

    /** Opens the visit; a rehearsal makes its dataset in a folder of runs. */
    static DatasetSession open(String name, String prepared, Path runs, boolean drawn) {
        Published dataset = Catalogue.published().named(name);
        Needs needs = new Needs(dataset, prepared, preset(dataset));
        if (drawn || needs.missingDataset().isPresent()) {
            List<String> lacking = drawn ? needs.all() : needs.missing();
            return new DatasetSession(dataset, Mode.DRAWN, drawn(name, runs).toString(), lacking);
        }
        List<String> lacking = needs.missing();
        return new DatasetSession(
                dataset, lacking.isEmpty() ? Mode.REAL : Mode.TINY, prepared, lacking);
    }

    private static Path drawn(String name, Path runs) {
        Path folder = runs.resolve("rehearsal").resolve(name);
        try {
            DraftFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Rehearsal(name).prepare(folder);
    }

    private static String preset(Published dataset) {
        return dataset.name().equals(FASHION) ? "mini-large" : "paper";
    }

    /** Returns whether this is a rehearsal, whose accuracies say nothing about the methods. */
    public boolean isRehearsal() {
        return mode != Mode.REAL;
    }

    /** Returns whether the images are drawn by a program. */
    public boolean isDrawn() {
        return mode == Mode.DRAWN;
    }

    /** Returns what the real thing needs beside what is here, each with what gets it. */
    public List<String> lacking() {
        return lacking;
    }

    /** Returns what is published of the dataset. */
    public Published published() {
        return dataset;
    }

    /** Opens the dataset that this visit trains on. */
    public PreparedDataset data() {
        return PreparedDataset.open(ClonePath.of(folder));
    }

    /**
     * Returns the run of a method, seed 0; of the real thing the same as in a terminal, which share
     * their runs.
     *
     * @param method one of {@link #METHODS}
     * @return the preset on the dataset, or a tiny run
     */
    public RunSpec spec(String method) {
        return isRehearsal()
                ? new Rehearsal(dataset.name()).spec(method, folder)
                : RunSpec.preset(preset(), folder, method, 0);
    }

    /** Returns the preset of the real thing. */
    public String preset() {
        return preset(dataset);
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

    /**
     * Marks the heading of a column in a rehearsal.
     *
     * @param text the heading
     * @return the heading, which says in a rehearsal that it is one
     */
    public String heading(String text) {
        return isRehearsal() ? text + " (rehearsal)" : text;
    }

    /** Returns mode, data and what is lacking, as a table. */
    public Table table() {
        Table table =
                Table.of("what", "here")
                        .row("dataset", dataset.title())
                        .row("this visit", mode.words.formatted(preset()))
                        .row("terms", dataset.licence())
                        .row("cite", dataset.citation());
        for (String each : lacking) {
            table = table.row("the real thing needs", each);
        }
        return table;
    }
}
