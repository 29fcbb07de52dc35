package org.mpssl.train;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.mpssl.augment.Augmentation;
import org.mpssl.augment.FlipAndShift;
import org.mpssl.augment.Intensity;
import org.mpssl.data.BatchStream;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.SetUp;
import org.mpssl.data.TargetTask;
import org.mpssl.loss.FreeMatch;
import org.mpssl.method.Base;
import org.mpssl.method.Classifier;
import org.mpssl.method.LabelledBatches;
import org.mpssl.method.LatentMetaOptimisation;
import org.mpssl.method.MetaGradient;
import org.mpssl.method.Method;
import org.mpssl.method.MpSsl;
import org.mpssl.method.SemiSupervised;
import org.mpssl.method.Synthesiser;
import org.mpssl.method.SyntheticPool;
import org.mpssl.method.UnlabelledImages;
import org.mpssl.nn.ConditionalMapper;
import org.mpssl.nn.FrozenGenerator;
import org.mpssl.nn.LabelConverter;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.NesterovSgd;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * Everything a spec describes, built and ready to train: data, classifier and method.
 *
 * <p>It is open to notebooks and tests that want to look inside; {@link Trainer} runs it.
 */
public final class Experiment implements AutoCloseable {

    /** Zeros around a 28-pixel image, which make it 32 pixels. */
    public static final int PADDING = 2;

    private final RunSpec spec;
    private final PreparedDataset dataset;
    private final TargetTask task;
    private final RandomStreams streams;
    private final Workspace workspace;
    private final FrozenModels models;
    private final Augmentation augmentation;
    private final Classifier classifier;
    private final LatentMetaOptimisation lmo;
    private final Method method;

    /**
     * Builds what a spec describes.
     *
     * @param spec the run
     * @param device where to compute
     */
    public Experiment(RunSpec spec, Device device) {
        this(
                spec,
                Workspace.open(device, DataType.valueOf(spec.dataType().toUpperCase(Locale.ROOT))));
    }

    /** Builds it in a workspace, which from then on is the experiment's to close. */
    Experiment(RunSpec spec, Workspace workspace) {
        this.spec = spec;
        this.workspace = workspace;
        try {
            dataset = PreparedDataset.fashionMini();
            task =
                    TargetTask.of(
                            dataset,
                            SetUp.named(spec.setUp()),
                            spec.seed(),
                            spec.labelsPerClass(),
                            spec.validationPerClass(),
                            spec.testImages());
            streams = new RandomStreams(spec.seed());
            models = new FrozenModels(task.setUp());
            augmentation =
                    new Augmentation(
                            new FlipAndShift(spec.shift()),
                            new Intensity(spec.strongOperations(), spec.strongStrength()));
            classifier = newClassifier();
            lmo = spec.method().equals(Methods.MP_SSL) ? newLmo() : null;
            method = newMethod();
            workspace.seal();
        } catch (RuntimeException | Error e) {
            workspace.close();
            throw e;
        }
    }

    private Classifier newClassifier() {
        int classes = task.classes().size();
        ResNet network = new ResNet(1, spec.blocks(), spec.width(), classes);
        Parameters theta = network.initialWeights(workspace, streams.at("theta", 0));
        Parameters statistics = network.initialStatistics(workspace);
        if (spec.init().equals("foundation")) {
            FrozenModels.FoundationClassifier foundation = models.classifier(workspace);
            try (Step step = workspace.step()) {
                step.copy(
                        network.extractor(theta),
                        foundation.network().extractor(foundation.theta()));
                step.copy(statistics, foundation.statistics());
            }
        }
        NesterovSgd optimiser =
                new NesterovSgd(theta, workspace.manager(), spec.momentum(), spec.weightDecay());
        return new Classifier(network, theta, statistics, optimiser);
    }

    private LatentMetaOptimisation newLmo() {
        FrozenGenerator generator = models.generator(workspace);
        int classes = task.classes().size();
        Synthesiser synthesiser =
                new Synthesiser(
                        generator,
                        new ConditionalMapper(
                                classes,
                                generator.latentSize(),
                                spec.mapperEmbedding(),
                                spec.mapperHidden()),
                        new LabelConverter(classes, generator.classes(), spec.tau(), true));
        MetaGradient.Settings settings =
                new MetaGradient.Settings(spec.lambda(), spec.eta(), spec.lambdaGap());
        MetaGradient gradient =
                new MetaGradient(
                        synthesiser, classifier.network(), augmentation, streams, settings);
        return new LatentMetaOptimisation(workspace, gradient, spec.phiRate(), spec.xiRate());
    }

    private Method newMethod() {
        return switch (spec.method()) {
            case Methods.BASE -> new Base(workspace, classifier, labelled(task.labelled()));
            case Methods.BASE_ALL_LABELS ->
                    new Base(workspace, classifier, labelled(task.allLabelled()));
            case Methods.NAIVE -> semiSupervised(naivePool());
            case Methods.P_SSL -> semiSupervised(pseudoPool());
            case Methods.MP_SSL ->
                    new MpSsl(
                            workspace,
                            classifier,
                            lmo,
                            labelled(task.labelled()),
                            validation(),
                            augmentation,
                            streams,
                            spec.lambda());
            default -> throw new IllegalStateException(spec.method());
        };
    }

    private SyntheticPool naivePool() {
        return SyntheticPool.naive(
                workspace,
                models.generator(workspace),
                spec.syntheticPool(),
                spec.batchSize(),
                streams);
    }

    private SyntheticPool pseudoPool() {
        FrozenModels.FoundationClassifier foundation = models.classifier(workspace);
        return SyntheticPool.pseudo(
                workspace,
                models.generator(workspace),
                foundation.network(),
                foundation.theta(),
                foundation.statistics(),
                task.labelled(),
                PADDING,
                spec.syntheticPool(),
                spec.batchSize(),
                streams);
    }

    private SemiSupervised semiSupervised(UnlabelledImages unlabelled) {
        return new SemiSupervised(
                workspace,
                classifier,
                labelled(task.labelled()),
                unlabelled,
                augmentation,
                streams,
                new FreeMatch(task.classes().size(), spec.emaDecay(), spec.lambdaEntropy()),
                spec.lambda());
    }

    private LabelledBatches labelled(ImageSet images) {
        return new LabelledBatches(
                images,
                new BatchStream(streams, "labelled", images.size(), spec.batchSize()),
                PADDING,
                augmentation,
                streams);
    }

    /** Returns batches of D_val, without augmentation. */
    public LabelledBatches validation() {
        ImageSet images = task.validation();
        int size = Math.min(spec.batchSize(), images.size());
        return new LabelledBatches(
                images,
                new BatchStream(streams, "validation", images.size(), size),
                PADDING,
                null,
                streams);
    }

    /** Returns batches of D with weak augmentation. */
    public LabelledBatches labelled() {
        return labelled(task.labelled());
    }

    /** Returns the images that test accuracy is measured on. */
    public ImageSet testImages() {
        if (spec.testOn().equals("test")) {
            return task.test();
        }
        ImageSet heldBack = task.unlabelled();
        int count = spec.testImages() == 0 ? heldBack.size() : spec.testImages();
        return heldBack.select(IntStream.range(0, Math.min(count, heldBack.size())).toArray());
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

    /** Returns the pair of augmentations. */
    public Augmentation augmentation() {
        return augmentation;
    }

    /** Returns the classifier in training. */
    public Classifier classifier() {
        return classifier;
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
