package org.mpssl.method;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.mpssl.augment.Augmentation;
import org.mpssl.augment.FlipAndShift;
import org.mpssl.augment.Intensity;
import org.mpssl.loss.CrossEntropy;
import org.mpssl.loss.FeatureConsistency;
import org.mpssl.loss.FeatureDistance;
import org.mpssl.loss.FeatureGap;
import org.mpssl.loss.Outputs;
import org.mpssl.loss.UnsupervisedLoss;
import org.mpssl.nn.ChunkedGenerator;
import org.mpssl.nn.ConditionalMapper;
import org.mpssl.nn.FrozenGenerator;
import org.mpssl.nn.Generator;
import org.mpssl.nn.LabelConverter;
import org.mpssl.nn.LatentMapper;
import org.mpssl.nn.Normalisation;
import org.mpssl.nn.ResNet;
import org.mpssl.nn.SmallBigGan;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Recorder;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * The meta-objective on tiny networks, written a second time and differently: as one function of w,
 * and as one big graph. Both are oracles for {@link MetaGradient}.
 */
final class TinyMeta implements AutoCloseable {

    static final int BATCH = 5;
    static final int CLASSES = 3;
    private static final int FOUNDATION = 2;

    final Workspace workspace;
    final RandomStreams streams = new RandomStreams(17);
    final ResNet network = new ResNet(1, List.of(1, 1), 4, CLASSES);
    final Augmentation augmentation = new Augmentation(new FlipAndShift(3), new Intensity(2, 0.9));
    final MetaGradient.Objective objective;
    final UnsupervisedLoss loss;
    final Parameters theta;
    final Parameters statistics;
    final Synthesiser synthesiser;
    final Parameters w;

    /** The pieces that the paper's ablations exchange. */
    record Variant(
            LabelConverter.Form form,
            LatentMapper mapper,
            UnsupervisedLoss loss,
            MetaGradient.Objective objective) {

        static Variant of(LabelConverter.Form form, double gapWeight) {
            FeatureGap gap = gapWeight == 0 ? null : FeatureGap.MSE;
            return new Variant(
                    form,
                    new ConditionalMapper(CLASSES, SmallBigGan.LATENT, 4, 8),
                    new FeatureConsistency(FeatureDistance.COSINE, false),
                    new MetaGradient.Objective(3, 0.1, true, gap, gapWeight));
        }

        Variant with(LabelConverter.Form other) {
            return new Variant(other, mapper, loss, objective);
        }

        Variant with(LatentMapper other) {
            return new Variant(form, other, loss, objective);
        }

        Variant with(UnsupervisedLoss other) {
            return new Variant(form, mapper, other, objective);
        }

        Variant with(MetaGradient.Objective other) {
            return new Variant(form, mapper, loss, other);
        }
    }

    TinyMeta(DataType type, boolean hard, double gapWeight) {
        this(
                type,
                Variant.of(
                        hard ? LabelConverter.Form.HARD_GUMBEL : LabelConverter.Form.SOFT_GUMBEL,
                        gapWeight));
    }

    TinyMeta(DataType type, Variant variant) {
        this(type, variant, Recorder.NONE);
    }

    TinyMeta(DataType type, Variant variant, Recorder recorder) {
        workspace = Workspace.open(Device.cpu(), type, recorder);
        objective = variant.objective();
        loss = variant.loss();
        theta = network.initialWeights(workspace, streams.at("theta", 0));
        statistics = network.initialStatistics(workspace);
        SmallBigGan generator = new SmallBigGan(FOUNDATION, 2);
        FrozenGenerator frozen =
                new FrozenGenerator(
                        generator,
                        generator.initialWeights(workspace, streams.at("generator", 0)),
                        generator.initialStatistics(workspace),
                        workspace);
        synthesiser =
                new Synthesiser(
                        frozen,
                        variant.mapper(),
                        new LabelConverter(CLASSES, FOUNDATION, 1, variant.form()));
        w = synthesiser.initialParameters(workspace, streams);
        workspace.seal();
    }

    MetaGradient metaGradient() {
        return metaGradient(synthesiser.generator());
    }

    /** The same with a generator that draws no more than some images at once. */
    MetaGradient metaGradient(int atOnce) {
        return metaGradient(new ChunkedGenerator(synthesiser.generator(), atOnce));
    }

    private MetaGradient metaGradient(Generator generator) {
        return new MetaGradient(
                new Synthesiser(generator, synthesiser.mapper(), synthesiser.converter()),
                network,
                augmentation,
                streams,
                loss,
                objective);
    }

    MetaGradient.Point point(Step step) {
        return new MetaGradient.Point(
                theta,
                statistics,
                batch(step, "labelled"),
                batch(step, "validation"),
                Noise.draw(step, streams.at("noise", 0), BATCH, synthesiser.generator()),
                0,
                0.5);
    }

    private Batch batch(Step step, String name) {
        RandomStream random = streams.at(name, 0);
        float[] pixels = new float[BATCH * 32 * 32];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble();
        }
        int[] labels = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
            labels[i] = random.nextInt(CLASSES);
        }
        return new Batch(step.array(pixels, new Shape(BATCH, 1, 32, 32)), step.indices(labels));
    }

    /** L_val(theta'(w)) + lambda_gap L_gap(w), with gradient mode on so that theta' exists. */
    private NDArray objective(
            Step step, MetaGradient.Point at, Parameters leaves, boolean firstOrder) {
        return ofImages(
                step,
                at,
                synthesiser.synthesise(at.labelled().labels(), at.noise(), leaves),
                firstOrder);
    }

    private NDArray ofImages(Step step, MetaGradient.Point at, NDArray images, boolean firstOrder) {
        Normalisation batch = Normalisation.batch(statistics);
        Parameters th = step.leaves(theta);
        NDArray real = network.features(at.labelled().images(), th, batch);
        NDArray weak = augmentation.weakView(step, images, streams.at("meta-weak", 0));
        NDArray strong = augmentation.strongView(step, images, streams.at("meta-strong", 0));
        Parameters target = loss.trainsWeakView() ? th : th.map(Operations::constant);
        NDArray unsupervised =
                loss.of(step, outputs(weak, target, batch), outputs(strong, th, batch), false)
                        .loss();
        NDArray inner =
                CrossEntropy.mean(network.head(real, th), at.labelled().labels())
                        .add(Operations.times(unsupervised, objective.lambda()));
        Parameters gradients = step.differentiableGradients(inner, th);
        if (firstOrder) {
            gradients = gradients.map(Operations::constant);
        }
        double eta = objective.eta() == 0 ? at.rate() : objective.eta();
        NDArray validation =
                CrossEntropy.mean(
                        network.logits(at.validation().images(), th.minus(gradients, eta), batch),
                        at.validation().labels());
        if (objective.gap() == null) {
            return validation;
        }
        NDArray gap =
                Operations.times(
                        objective.gap().mean(real, network.features(images, th, batch)),
                        objective.gapWeight());
        return objective.validation() ? validation.add(gap) : gap;
    }

    private Outputs outputs(NDArray images, Parameters th, Normalisation batch) {
        NDArray features = network.features(images, th, batch);
        return new Outputs(features, network.head(features, th));
    }

    /** The gradient by one big graph. */
    Parameters whole(Step step) {
        try (GradientMode on = GradientMode.on()) {
            Parameters leaves = step.leaves(w);
            return step.gradients(objective(step, point(step), leaves, false), leaves);
        }
    }

    /** The gradient of a first-order method: the inner gradient is a constant. */
    Parameters truncated(Step step) {
        try (GradientMode on = GradientMode.on()) {
            Parameters leaves = step.leaves(w);
            return step.gradients(objective(step, point(step), leaves, true), leaves);
        }
    }

    /** The objective at w moved along a direction. */
    double objective(Parameters direction, double distance) {
        try (Step step = workspace.step();
                GradientMode on = GradientMode.on()) {
            Parameters moved;
            try (GradientMode off = GradientMode.off()) {
                moved = w.minus(direction, -distance);
            }
            return Losses.value(objective(step, point(step), step.leaves(moved), false));
        }
    }

    /** The objective of synthetic images, whatever made them. */
    double objective(NDArray images) {
        try (Step step = workspace.step();
                GradientMode on = GradientMode.on()) {
            return Losses.value(ofImages(step, point(step), step.own(images), false));
        }
    }

    /** A random direction of unit length in the parameters of a prefix, zero in the others. */
    Parameters direction(Step step, String prefix, long index) {
        RandomStream random = streams.at("direction", index);
        Parameters raw =
                w.map(array -> step.array(random.gaussians((int) array.size()), array.getShape()));
        Parameters kept = raw.where(name -> name.startsWith(prefix));
        double norm = kept.norm();
        return raw.times(0).replacedBy(kept.times(1 / norm));
    }

    static double dot(Parameters a, Parameters b) {
        double sum = 0;
        for (String name : a.names()) {
            sum += Losses.value(a.get(name).mul(b.get(name)).sum());
        }
        return sum;
    }

    @Override
    public void close() {
        workspace.close();
    }
}
