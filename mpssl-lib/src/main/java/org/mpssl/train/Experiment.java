package org.mpssl.train;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Locale;
import org.mpssl.UserError;
import org.mpssl.augment.Augmentation;
import org.mpssl.data.ImageFormat;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.TargetTask;
import org.mpssl.loss.UnsupervisedLoss;
import org.mpssl.method.Classifier;
import org.mpssl.method.LabelledBatches;
import org.mpssl.method.LatentMetaOptimisation;
import org.mpssl.method.Method;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.NesterovSgd;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Recorder;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * Everything a spec describes, built and ready to train: data, classifier and method.
 *
 * <p>It is open to notebooks and tests that want to look inside; {@link Trainer} runs it.
 */
public final class Experiment implements AutoCloseable {

    private final RunSpec spec;
    private final RunData images;
    private final PreparedDataset dataset;
    private final TargetTask task;
    private final RandomStreams streams;
    private final Workspace workspace;
    private final FrozenModels models;
    private final ImageFormat format;
    private final Augmentation augmentation;
    private final Classifier classifier;
    private final UnsupervisedLoss unsupervised;
    private final LatentMetaOptimisation lmo;
    private final Method method;

    /**
     * Builds what a spec describes.
     *
     * @param spec the run
     * @param device where to compute
     */
    public Experiment(RunSpec spec, Device device) {
        this(spec, device, Recorder.NONE);
    }

    /**
     * Builds what a spec describes, with steps that are recorded.
     *
     * @param spec the run
     * @param device where to compute
     * @param recorder is shown what the steps draw and compute
     */
    public Experiment(RunSpec spec, Device device, Recorder recorder) {
        this(spec, Workspace.open(device, type(spec), recorder));
    }

    private static DataType type(RunSpec spec) {
        return DataType.valueOf(spec.dataType().toUpperCase(Locale.ROOT));
    }

    /** Builds it in a workspace, which from then on is the experiment's to close. */
    Experiment(RunSpec spec, Workspace workspace) {
        this.spec = spec;
        this.workspace = workspace;
        try {
            images = new RunData(spec);
            dataset = images.dataset();
            task = images.task(dataset);
            requireUnlabelled();
            requireValidation();
            streams = new RandomStreams(spec.seed());
            models = new FrozenModels(task.setUp());
            format = spec.data().format();
            augmentation = spec.views().augmentation(spec.classifier().isStandardised());
            classifier = newClassifier();
            unsupervised = spec.unsupervised().loss(task.classes().size());
            MethodBuilder builder = new MethodBuilder(this, models);
            lmo = spec.learnsInputs() ? builder.lmo() : null;
            method = builder.method();
            workspace.seal();
        } catch (RuntimeException | Error e) {
            workspace.close();
            throw e;
        }
    }

    private void requireUnlabelled() {
        boolean heldBack = spec.data().testOn().equals("held-back");
        if (task.unlabelled().size() == 0 && (heldBack || spec.method().equals(Methods.ORACLE))) {
            throw new UserError(
                    "D and D_val take all images of the pool, and %s needs some of the rest: choose smaller labelsPerClass or validationPerClass"
                            .formatted(heldBack ? "testOn held-back" : "the method oracle"));
        }
    }

    private void requireValidation() {
        if (task.validation().size() == 0 && !spec.method().equals(Methods.BASE_ALL_LABELS)) {
            throw new UserError(
                    "the split leaves no image for D_val, and without one no step can be chosen as the best: choose a larger validationFraction (or validationPerClass), or more labels");
        }
    }

    private Classifier newClassifier() {
        ResNet network = spec.classifier().network(spec.data().channels(), task.classes().size());
        Parameters theta = network.initialWeights(workspace, streams.at("theta", 0));
        Parameters statistics = network.initialStatistics(workspace);
        String init = spec.classifier().init();
        if (!init.equals("scratch")) {
            try (Workspace passing =
                            Workspace.open(workspace.manager().getDevice(), workspace.type());
                    Step step = workspace.step()) {
                Parameters start = models.extractor(init, network, passing);
                step.copy(network.extractor(theta), start.where(theta.names()::contains));
                step.copy(statistics, start.where(statistics.names()::contains));
            }
        }
        NesterovSgd optimiser =
                new NesterovSgd(
                        theta,
                        workspace.manager(),
                        spec.training().momentum(),
                        spec.training().weightDecay());
        return new Classifier(network, theta, statistics, optimiser);
    }

    /** Returns batches of D with weak augmentation. */
    public LabelledBatches labelled() {
        return LabelledBatches.augmented(
                task.labelled(),
                format,
                spec.training().batchSize(),
                spec.training().drawing(),
                augmentation,
                streams);
    }

    /** Returns batches of D and D_val together, with weak augmentation. */
    LabelledBatches allLabelled() {
        return LabelledBatches.augmented(
                task.allLabelled(),
                format,
                spec.training().batchSize(),
                spec.training().drawing(),
                augmentation,
                streams);
    }

    /** Returns batches of D_val, without augmentation. */
    public LabelledBatches validation() {
        int size = Math.min(spec.training().batchSize(), task.validation().size());
        return LabelledBatches.plain(task.validation(), format, size, streams);
    }

    /** Returns the real images that transfer SSL takes for unlabelled ones. */
    ImageSet foundationImages() {
        return images.foundationImages();
    }

    /** Returns the images that test accuracy is measured on. */
    public ImageSet testImages() {
        if (spec.data().testOn().equals("test")) {
            return task.test();
        }
        return images.heldBack(task);
    }

    /**
     * Classifies a set with the running statistics.
     *
     * @param images the set
     * @return what was found
     */
    public Classifier.Evaluation evaluate(ImageSet images) {
        return classifier.evaluate(workspace, images, format);
    }

    /** Returns everything that training moves, for checkpoints; the arrays are the live ones. */
    Parameters state() {
        Parameters all =
                classifier
                        .theta()
                        .prefixed("theta.")
                        .and(classifier.statistics().prefixed("statistics."))
                        .and(classifier.optimiser().buffers().prefixed("momentum."));
        return lmo == null
                ? all
                : all.and(lmo.parameters().prefixed("synthesiser."))
                        .and(lmo.moments().prefixed("adam."));
    }

    /** Goes on from a state, after the arrays of {@link #state} were restored. */
    void restore(RunState state) {
        unsupervised.restore(
                state.unsupervised().stream().mapToDouble(Double::doubleValue).toArray());
        if (lmo != null) {
            lmo.continueAt(state.done());
        }
    }

    /** Returns the spec. */
    public RunSpec spec() {
        return spec;
    }

    /** Returns the dataset behind the task. */
    public PreparedDataset dataset() {
        return dataset;
    }

    /** Returns D, D_val, D_u and the test images. */
    public TargetTask task() {
        return task;
    }

    /** Returns the run's random streams. */
    public RandomStreams streams() {
        return streams;
    }

    /** Returns the workspace, sealed. */
    public Workspace workspace() {
        return workspace;
    }

    /** Returns what the classifier sees. */
    public ImageFormat format() {
        return format;
    }

    /** Returns the pair of augmentations. */
    public Augmentation augmentation() {
        return augmentation;
    }

    /** Returns the classifier in training. */
    public Classifier classifier() {
        return classifier;
    }

    /** Returns the loss of the unlabelled images, with its state. */
    public UnsupervisedLoss unsupervised() {
        return unsupervised;
    }

    /** Returns what learns phi and xi, or null if the method has no LMO. */
    public LatentMetaOptimisation lmo() {
        return lmo;
    }

    /** Returns the method. */
    public Method method() {
        return method;
    }

    /** Returns the classes of the generator. */
    public List<String> foundationClasses() {
        return task.setUp().foundationClasses();
    }

    @Override
    public void close() {
        workspace.close();
    }
}
