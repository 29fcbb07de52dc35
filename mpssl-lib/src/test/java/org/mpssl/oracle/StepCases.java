package org.mpssl.oracle;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mpssl.data.BatchStream;
import org.mpssl.data.ImageFormat;
import org.mpssl.data.ImageSet;
import org.mpssl.loss.UnsupervisedLoss;
import org.mpssl.method.Base;
import org.mpssl.method.Classifier;
import org.mpssl.method.ClassifierStep;
import org.mpssl.method.LabelledBatches;
import org.mpssl.method.Method;
import org.mpssl.tensor.NesterovSgd;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Workspace;

/** Two whole training steps of each method, from stored images to updated weights. */
final class StepCases {

    static final int STEPS = 2;
    static final int LABELLED = 8;
    static final int VALIDATION = 6;
    static final int POOL = 7;
    static final int PADDING = 2;
    static final ImageFormat FORMAT = new ImageFormat(PADDING, 32, 1);
    static final int BATCH = TinyModels.BATCH;

    private StepCases() {}

    static List<OracleCase> all() {
        return List.of(new BaseStep(), new PseudoStepCase(), new MetaStepCase());
    }

    static RandomStream stream(String name, int t) {
        return TinyModels.STREAMS.at(name, t);
    }

    static Tensors common(Workspace workspace, RandomStream random) {
        Tensors inputs =
                new Tensors()
                        .put("rates", new double[] {0.25, 0.125}, new Shape(STEPS))
                        .put("momentum", 0.9)
                        .put("weight-decay", 0.0005)
                        .put("padding", PADDING)
                        .put("classifier", TinyModels.classifier(workspace, random))
                        .put("labelled", images(random, LABELLED));
        for (int t = 0; t < STEPS; t++) {
            inputs.put("draws/" + t + "/labelled/index", batches("labelled", LABELLED).at(t));
            inputs.put("draws/" + t + "/labelled", weak("labelled-weak", t));
        }
        return inputs;
    }

    static Tensors weak(String name, int t) {
        return Inputs.weakView(TinyModels.WEAK, stream(name, t), BATCH);
    }

    static Tensors strong(String name, int t) {
        return Inputs.strongView(TinyModels.WEAK, TinyModels.STRONG, stream(name, t), BATCH);
    }

    /** Random bytes with a black background around them. */
    static Tensors images(RandomStream random, int n) {
        byte[] pixels = new byte[n * 28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            boolean inside = Math.abs(i % 28 - 14) < 9 && Math.abs(i / 28 % 28 - 14) < 11;
            pixels[i] = inside ? (byte) random.nextInt(256) : 0;
        }
        return new Tensors()
                .put("pixels", pixels, new Shape(n, 28, 28, 1))
                .put("labels", Inputs.classes(random, n, TinyModels.CLASSES));
    }

    static ImageSet imageSet(Tensors inputs, String name) {
        List<String> classes =
                IntStream.range(0, TinyModels.CLASSES).mapToObj(Integer::toString).toList();
        return new ImageSet(
                28,
                28,
                1,
                inputs.bytes(name + "/pixels"),
                inputs.integers(name + "/labels"),
                classes);
    }

    static BatchStream batches(String name, int count) {
        return new BatchStream(TinyModels.STREAMS, name, count, BATCH);
    }

    static LabelledBatches labelled(Tensors inputs) {
        return new LabelledBatches(
                imageSet(inputs, "labelled"),
                batches("labelled", LABELLED),
                FORMAT,
                TinyModels.AUGMENTATION,
                TinyModels.STREAMS);
    }

    static LabelledBatches validation(Tensors inputs) {
        return new LabelledBatches(
                imageSet(inputs, "validation"),
                batches("validation", VALIDATION),
                FORMAT,
                null,
                TinyModels.STREAMS);
    }

    static Classifier classifier(Tensors inputs, Workspace workspace) {
        Parameters theta = inputs.parameters(workspace, "classifier/theta");
        NesterovSgd sgd =
                new NesterovSgd(
                        theta,
                        workspace.manager(),
                        inputs.number("momentum"),
                        inputs.number("weight-decay"));
        return new Classifier(
                TinyModels.NETWORK,
                theta,
                inputs.parameters(workspace, "classifier/statistics"),
                sgd);
    }

    static ClassifierStep classifierStep(
            Classifier classifier, UnsupervisedLoss loss, double lambda) {
        return new ClassifierStep(
                classifier, loss, TinyModels.AUGMENTATION, TinyModels.STREAMS, lambda, true);
    }

    /** What a step leaves behind beside the classifier. */
    @FunctionalInterface
    interface After {
        void put(int t, Tensors out);
    }

    static Tensors run(Method method, Tensors inputs, Classifier classifier, After after) {
        Tensors out = new Tensors();
        for (int t = 0; t < STEPS; t++) {
            String prefix = "step-" + t + "-";
            Map<String, Double> losses = method.step(t, inputs.get("rates").values()[t]).values();
            losses.forEach((name, value) -> out.put("loss/" + prefix + name, value));
            out.put("state/" + prefix + "theta", classifier.theta())
                    .put("state/" + prefix + "statistics", classifier.statistics())
                    .put("state/" + prefix + "momentum", classifier.optimiser().buffers());
            after.put(t, out);
        }
        return out;
    }

    private record BaseStep() implements OracleCase {

        @Override
        public String name() {
            return "step-base";
        }

        @Override
        public Tensors inputs(Workspace workspace) {
            return common(workspace, Inputs.stream(name()));
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            Classifier classifier = classifier(inputs, workspace);
            Base base = new Base(workspace, classifier, labelled(inputs));
            workspace.seal();
            return run(base, inputs, classifier, (t, out) -> {});
        }
    }
}
