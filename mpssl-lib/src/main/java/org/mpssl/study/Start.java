package org.mpssl.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mpssl.UserError;
import org.mpssl.data.DatasetManifest;
import org.mpssl.files.ClonePath;
import org.mpssl.train.RunSpec;

/**
 * What the runs of a study start from: a dataset, and the preset that says what a study leaves
 * open.
 *
 * <p>In JSON the shipped dataset is its name alone.
 *
 * @param dataset {@code fashion-mini}, or the folder of a prepared dataset
 * @param preset {@code mini}, the only one for {@code fashion-mini}, {@code mini-large} or {@code
 *     paper}
 */
public record Start(String dataset, String preset) {

    /** The preset of the embedded study. */
    public static final String MINI = "mini";

    /** The preset of the paper's settings. */
    public static final String PAPER = "paper";

    /** The shipped dataset. */
    public static final Start SHIPPED = new Start(Plan.SHIPPED, MINI);

    static final int PAPER_EPOCHS = 200;
    private static final String FOLDER = "folder";
    private static final String PRESET = "preset";

    /** Checks that the names are possible; whether the folder is there is not asked. */
    public Start {
        boolean shipped = dataset.equals(Plan.SHIPPED);
        dataset = shipped ? dataset : ClonePath.name(dataset);
        if (!shipped && !dataset.contains("/") && !dataset.contains("\\")) {
            throw new UserError(
                    "there is no dataset '%s' for studies; there is %s, and the folder of a prepared one, with a / in its path"
                            .formatted(dataset, Plan.SHIPPED));
        }
        if (shipped && !preset.equals(MINI)) {
            throw new UserError(
                    "named studies of %s have the preset %s; %s is for the folder of a prepared dataset: name it with --dataset"
                            .formatted(Plan.SHIPPED, MINI, preset));
        }
        RunSpec.preset(preset, Plan.SHIPPED, Study.BASE.method(), 0);
    }

    /** Reads what {@link #toJson} gives. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Start of(JsonNode json) {
        if (json.isTextual() && json.textValue().equals(Plan.SHIPPED)) {
            return SHIPPED;
        }
        if (json.size() != 2 || !json.path(FOLDER).isTextual() || !json.path(PRESET).isTextual()) {
            throw new UserError(
                    "dataset is %s; it must be \"%s\", or \"%s\" and \"%s\" of a prepared one"
                            .formatted(json, Plan.SHIPPED, FOLDER, PRESET));
        }
        return new Start(json.path(FOLDER).textValue(), json.path(PRESET).textValue());
    }

    @JsonValue
    Object toJson() {
        if (isShipped()) {
            return dataset;
        }
        Map<String, String> both = new LinkedHashMap<>();
        both.put(FOLDER, dataset);
        both.put(PRESET, preset);
        return both;
    }

    /** Returns whether this is the dataset that is shipped. */
    public boolean isShipped() {
        return dataset.equals(Plan.SHIPPED);
    }

    /** Returns whether runs have the paper's settings. */
    public boolean isPaper() {
        return preset.equals(PAPER);
    }

    /**
     * Returns the dataset's name.
     *
     * @return what its manifest says
     * @throws UserError if it is not there
     */
    public String title() {
        return isShipped() ? dataset : DatasetManifest.read(ClonePath.of(dataset)).name();
    }

    /**
     * Returns the spec of one run. With the paper's preset it has 200 epochs of as many images as
     * the setting puts into D.
     *
     * @param setting what it does
     * @param seed its seed
     * @return the spec
     * @throws UserError if the dataset is not there, or if a field's value is not allowed
     */
    public RunSpec spec(Setting setting, long seed) {
        RunSpec spec = setting.applyTo(RunSpec.preset(preset, dataset, setting.method(), seed));
        return isPaper() ? spec.epochs(PAPER_EPOCHS) : spec;
    }

    /** Returns the options of the command line that ask for this. */
    public String options() {
        return "--dataset " + dataset + (isShipped() ? "" : " --preset " + preset);
    }

    /**
     * Returns what the files of a study are called, without a suffix.
     *
     * @param study the study
     * @return its name, and for a prepared dataset the folder's, below {@code data/} if it lies
     *     there, and the preset's
     */
    String fileName(Study study) {
        if (isShipped()) {
            return study.name();
        }
        String folder =
                dataset.replaceFirst("^data/", "")
                        .replaceAll("[^\\w.]+", "-")
                        .replaceFirst("^[-.]+", "");
        return "%s-%s-%s".formatted(study.name(), folder, preset);
    }
}
