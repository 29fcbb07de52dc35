package org.mpssl.train;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.mpssl.data.SetUp;

/**
 * Everything that decides a run, as a JSON document: notebooks, command line and studies describe
 * runs in no other way. Its hash names the run's folder.
 *
 * <p>In JSON, and for {@link #with}, the fields of all groups stand beside each other.
 *
 * @param dataset {@code fashion-mini}, which is shipped, or the folder of a prepared dataset
 * @param setUp which classes the foundation models know and which the task asks for
 * @param method how theta is trained, one of {@link Methods#NAMES}
 * @param seed of the split and of every draw
 * @param data which images
 * @param classifier the network
 * @param training the optimisation of theta
 * @param views weak and strong views
 * @param unsupervised the loss of the unlabelled images
 * @param synthesis where synthetic images come from
 * @param meta latent meta-optimisation
 * @param dataType {@code float32}, or {@code float64} for checks
 */
public record RunSpec(
        String dataset,
        String setUp,
        String method,
        long seed,
        DataSettings data,
        ClassifierSettings classifier,
        TrainingSettings training,
        ViewSettings views,
        UnsupervisedSettings unsupervised,
        SynthesisSettings synthesis,
        LmoSettings meta,
        String dataType) {

    /** Checks every field, and the fields together. */
    public RunSpec {
        SpecCheck check =
                new SpecCheck()
                        .oneOfOrFolder("dataset", dataset, List.of(DataSettings.SHIPPED_DATASET))
                        .oneOf("setUp", setUp, SetUp.names())
                        .oneOf("method", method, Methods.NAMES)
                        .oneOf("dataType", dataType, List.of("float32", "float64"));
        data.check(check);
        classifier.check(check);
        training.check(check);
        views.check(check);
        unsupervised.check(check);
        synthesis.check(check);
        meta.check(check);
        check.throwIfAny();
        SpecRules.check(
                check, method, data, classifier, training, views, unsupervised, synthesis, meta);
        check.throwIfAny();
    }

    /**
     * Returns the settings of the embedded study for a method.
     *
     * @param method its name
     * @param seed the seed
     * @return the preset {@code mini}
     */
    public static RunSpec mini(String method, long seed) {
        return Presets.mini(method, Presets.usualLoss(method), seed);
    }

    /**
     * Returns the settings of the paper for a method, on the shipped images: ResNet-18 on 224
     * pixels with ImageNet's weights, BigGAN-256, 200 epochs. The weights have to be imported.
     *
     * <p>On another dataset, whose split is by fractions: {@link #paper(String, String, long)}.
     *
     * @param method its name
     * @param seed the seed
     * @return the preset {@code paper}
     */
    public static RunSpec paper(String method, long seed) {
        return Presets.paper(method, Presets.usualLoss(method), seed);
    }

    /**
     * Returns the settings of the paper for a method on a prepared dataset: half of its images
     * labelled, a tenth of these for validation, 200 epochs.
     *
     * @param dataset the folder
     * @param method its name
     * @param seed the seed
     * @return the preset {@code paper}
     * @throws org.mpssl.UserError if the dataset is not there
     */
    public static RunSpec paper(String dataset, String method, long seed) {
        return Presets.paper(method, Presets.usualLoss(method), seed)
                .with("dataset", dataset)
                .with("split", DataSettings.FRACTIONS)
                .epochs(Presets.PAPER_EPOCHS);
    }

    /**
     * Returns the settings of a preset for a method on a dataset.
     *
     * @param preset {@code mini}, {@code mini-large} or {@code paper}
     * @param dataset {@code fashion-mini} or a folder
     * @param method its name
     * @param seed the seed
     * @return the spec
     * @throws org.mpssl.UserError if there is no such preset, or for {@code paper} no such folder
     */
    public static RunSpec preset(String preset, String dataset, String method, long seed) {
        new SpecCheck().oneOf("preset", preset, Presets.NAMES).throwIfAny();
        String loss = Presets.usualLoss(method);
        return switch (preset) {
            case Presets.PAPER ->
                    dataset.equals(DataSettings.SHIPPED_DATASET)
                            ? paper(method, seed)
                            : paper(dataset, method, seed);
            case Presets.MINI_LARGE ->
                    Presets.miniLarge(method, loss, seed).with("dataset", dataset);
            default -> Presets.mini(method, loss, seed).with("dataset", dataset);
        };
    }

    /**
     * Reads a description; fields that are left out have the values of a preset.
     *
     * @param file a JSON object with at least {@code method}; {@code preset} is {@code mini},
     *     {@code mini-large} or {@code paper}
     * @return the spec
     */
    public static RunSpec read(Path file) {
        return SpecJson.read(file);
    }

    /** Makes a spec of the JSON that {@link #toTree} gives, or gave before it had later fields. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static RunSpec of(ObjectNode flat) {
        return SpecJson.parse(SpecHash.withLaterFields(flat));
    }

    /** Returns all fields beside each other. */
    @JsonValue
    ObjectNode toTree() {
        return SpecJson.tree(this);
    }

    /**
     * Returns this spec with one field changed.
     *
     * @param field its name
     * @param value its value
     * @return the changed spec
     */
    public RunSpec with(String field, Object value) {
        return SpecJson.with(this, field, value);
    }

    /**
     * Returns the value of a field.
     *
     * @param field its name, as in JSON
     * @return a text, number, boolean or list
     */
    public Object get(String field) {
        return SpecJson.get(this, field);
    }

    /** Returns this spec in quick mode: 60 steps, 2,000 test images. */
    public RunSpec quick() {
        int images = data.testImages();
        return with("steps", Math.min(training.steps(), 60))
                .with("testImages", images == 0 ? 2000 : Math.min(images, 2000));
    }

    /**
     * Returns this spec for a number of epochs, which depends on how many images its dataset puts
     * into D, with an evaluation about once in each: a step takes a full batch, so an epoch need
     * not end with one, and evaluations lie |D| / batch steps apart, rounded up.
     *
     * @param number of times |D| images are drawn, above 0. Each image is seen as often with the
     *     sampler {@code crossing}; less often by {@code base-all-labels}, which draws from D and
     *     D_val; with another sampler as it happens
     * @return the spec with other {@code steps} and {@code evaluateEvery}
     * @throws org.mpssl.UserError if the dataset is not there
     */
    public RunSpec epochs(int number) {
        int labelled = new RunData(this).labelled();
        int batch = training.batchSize();
        return with("steps", Math.max(1, Math.round((float) number * labelled / batch)))
                .with("evaluateEvery", (labelled + batch - 1) / batch);
    }

    /** Returns the number of steps of theta. */
    public int steps() {
        return training.steps();
    }

    /** Returns whether phi and xi are learned. */
    public boolean learnsInputs() {
        return method.equals(Methods.MP_SSL) && meta.lmo();
    }

    /** Returns the spec as indented JSON. */
    public String toJson() {
        return SpecJson.pretty(this);
    }

    /** Returns the first 12 hexadecimal digits of the SHA-256 of the canonical JSON. */
    public String hash() {
        return SpecHash.of(this);
    }
}
