package org.mpssl.train;

import java.util.List;
import org.mpssl.data.SetUp;

/** The settings that a spec starts from. */
final class Presets {

    static final String MINI = "mini";
    static final String MINI_LARGE = "mini-large";
    static final String PAPER = "paper";

    /** The names of all presets. */
    static final List<String> NAMES = List.of(MINI, MINI_LARGE, PAPER);

    private static final int LABELS_PER_CLASS = 20;
    private static final int VALIDATION_PER_CLASS = 10;
    private static final double LABELLED_FRACTION = 0.5;
    private static final double VALIDATION_FRACTION = 0.1;
    private static final String CROSSING = "crossing";
    private static final int PAPER_BATCH = 64;
    private static final int PAPER_CHUNK = 4;
    static final int PAPER_EPOCHS = 200;
    private static final String RESNET = "weights/resnet18.safetensors";
    private static final String BIGGAN = "weights/biggan-256.safetensors";

    /** Shares of the steps: 60, 120 and 160 of 200 epochs. */
    private static final List<Double> MILESTONES = List.of(0.3, 0.6, 0.8);

    private Presets() {}

    /** The loss that a method has in the paper's tables. */
    static String usualLoss(String method) {
        return method.equals(Methods.MP_SSL)
                ? UnsupervisedSettings.SCR
                : UnsupervisedSettings.FREEMATCH;
    }

    /** The embedded study. */
    static RunSpec mini(String method, String loss, long seed) {
        boolean full = method.equals(Methods.MP_SSL) && loss.equals(UnsupervisedSettings.SCR);
        return new RunSpec(
                DataSettings.SHIPPED_DATASET,
                SetUp.COARSE_TO_FINE.name(),
                method,
                seed,
                data(DataSettings.COUNTS, 32, 1),
                new ClassifierSettings(
                        "basic", "small", List.of(1, 1, 1, 1), 16, "none", "scratch"),
                new TrainingSettings(
                        600, 32, CROSSING, 0.03, 0.9, 0, MILESTONES, 0.1, 20, "together"),
                new ViewSettings("shift", 3, "intensity", 2, 0.9, 10, false),
                unsupervised(loss, full ? 3 : 1, 1, 0.99),
                new SynthesisSettings(
                        SynthesisSettings.SHIPPED,
                        SynthesisSettings.SHIPPED,
                        SynthesisSettings.SHIPPED,
                        2048,
                        0,
                        "conditional",
                        16,
                        64,
                        "hard-gumbel",
                        1),
                new LmoSettings(true, true, "mse", 1, 0.1, false, 1e-3, 1e-1),
                "float32");
    }

    /** The embedded study's networks with five times the labels, for all of Fashion-MNIST. */
    static RunSpec miniLarge(String method, String loss, long seed) {
        return mini(method, loss, seed)
                .with("labelsPerClass", 100)
                .with("steps", 1500)
                .with("batchSize", 64)
                .with("evaluateEvery", 50);
    }

    /** The paper's settings (its section on experiments) on the shipped images. */
    static RunSpec paper(String method, String loss, long seed) {
        SetUp setUp = SetUp.COARSE_TO_FINE;
        int labelled = LABELS_PER_CLASS * setUp.target().size();
        // Batches are always full: an epoch is 140 / 64 steps, evaluated after every third step.
        int steps = Math.round((float) PAPER_EPOCHS * labelled / PAPER_BATCH);
        int epoch = (labelled + PAPER_BATCH - 1) / PAPER_BATCH;
        return new RunSpec(
                DataSettings.SHIPPED_DATASET,
                setUp.name(),
                method,
                seed,
                data(DataSettings.COUNTS, 224, 3),
                new ClassifierSettings(
                        "basic", "imagenet", List.of(2, 2, 2, 2), 64, "imagenet", RESNET),
                new TrainingSettings(
                        steps,
                        PAPER_BATCH,
                        CROSSING,
                        0.01,
                        0.9,
                        0,
                        MILESTONES,
                        0.1,
                        epoch,
                        "apart"),
                new ViewSettings("shift", 28, "kornia", 2, 0.9, 10, false),
                unsupervised(loss, 1, method.equals(Methods.ORACLE) ? 7 : 1, 0.999),
                new SynthesisSettings(
                        BIGGAN,
                        RESNET,
                        SynthesisSettings.SHIPPED,
                        0,
                        PAPER_CHUNK,
                        "conditional",
                        140,
                        256,
                        "hard-gumbel",
                        1),
                new LmoSettings(true, true, "mse", 1, 0, false, 1e-4, 1e-4),
                "float32");
    }

    private static DataSettings data(String split, int imageSize, int channels) {
        return new DataSettings(
                DataSettings.TRAIN_AND_VAL,
                split,
                LABELS_PER_CLASS,
                VALIDATION_PER_CLASS,
                LABELLED_FRACTION,
                VALIDATION_FRACTION,
                "test",
                0,
                imageSize,
                channels);
    }

    private static UnsupervisedSettings unsupervised(
            String loss, double lambda, int mu, double emaDecay) {
        double threshold = loss.equals(UnsupervisedSettings.UDA) ? 0.8 : 0.95;
        return new UnsupervisedSettings(loss, lambda, mu, false, threshold, 0.4, emaDecay, 0.01);
    }
}
