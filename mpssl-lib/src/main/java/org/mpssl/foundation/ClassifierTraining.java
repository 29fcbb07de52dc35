package org.mpssl.foundation;

import ai.djl.ndarray.NDArray;
import java.util.stream.IntStream;
import org.mpssl.augment.FlipAndShift;
import org.mpssl.data.BatchStream;
import org.mpssl.data.ImageSet;
import org.mpssl.loss.CrossEntropy;
import org.mpssl.nn.Normalisation;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.NesterovSgd;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** Trains the foundation classifier C_F on labelled foundation images. */
final class ClassifierTraining {

    private static final int PADDING = 2;

    private final ClassifierSpec spec;
    private final ImageSet images;
    private final Workspace workspace;
    private final RandomStreams streams;
    private final BatchStream batches;
    private final FlipAndShift augmentation;
    private final ResNet network;
    private final Parameters theta;
    private final Parameters statistics;
    private final NesterovSgd optimiser;
    private final int steps;

    ClassifierTraining(ClassifierSpec spec, ImageSet images, Workspace workspace) {
        this.spec = spec;
        this.images = images;
        this.workspace = workspace;
        streams = new RandomStreams(spec.seed());
        batches = new BatchStream(streams, "shuffle", images.size(), spec.batchSize());
        augmentation = new FlipAndShift(spec.shift());
        network =
                new ResNet(images.channels(), spec.blocks(), spec.width(), images.classes().size());
        theta = network.initialWeights(workspace, streams.at("theta", 0));
        statistics = network.initialStatistics(workspace);
        optimiser =
                new NesterovSgd(theta, workspace.manager(), spec.momentum(), spec.weightDecay());
        steps = spec.epochs() * images.size() / spec.batchSize();
        workspace.seal();
    }

    /** Trains to the end and returns the weights and running statistics. */
    Parameters train(Progress progress) {
        for (int i = 0; i < steps; i++) {
            progress.update(i, steps, "loss %.3f".formatted(step(i)));
        }
        progress.update(steps, steps, "");
        return theta.and(statistics);
    }

    ResNet network() {
        return network;
    }

    private double step(int i) {
        try (Step step = workspace.step();
                GradientMode on = GradientMode.on()) {
            int[] batch = batches.at(i);
            NDArray raw = images.toArray(step.manager(), batch, step.type(), PADDING);
            NDArray x =
                    augmentation.apply(
                            step, raw, augmentation.draw(streams.at("augment", i), batch.length));
            Parameters leaves = step.leaves(theta);
            NDArray logits = network.logits(x, leaves, Normalisation.updating(statistics));
            NDArray loss = CrossEntropy.mean(logits, images.labelArray(step.manager(), batch));
            optimiser.update(step, theta, step.gradients(loss, leaves), spec.rate(i, steps));
            return loss.getFloat();
        }
    }

    /** Returns the share of images that are classified correctly, per class and over all. */
    static double[] accuracies(
            ResNet network, Parameters theta, Parameters statistics, ImageSet images, Workspace w) {
        int classes = images.classes().size();
        double[] right = new double[classes + 1];
        int[] perClass = images.perClass();
        for (int from = 0; from < images.size(); from += 500) {
            int[] batch = IntStream.range(from, Math.min(from + 500, images.size())).toArray();
            try (Step step = w.step();
                    GradientMode off = GradientMode.off()) {
                NDArray x = images.toArray(step.manager(), batch, step.type(), PADDING);
                long[] predicted =
                        network.logits(x, theta, Normalisation.running(statistics))
                                .argMax(1)
                                .toLongArray();
                for (int k = 0; k < batch.length; k++) {
                    int label = images.label(batch[k]);
                    if (predicted[k] == label) {
                        right[label] += 1.0 / perClass[label];
                        right[classes] += 1.0 / images.size();
                    }
                }
            }
        }
        return right;
    }
}
