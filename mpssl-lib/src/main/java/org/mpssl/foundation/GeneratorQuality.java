package org.mpssl.foundation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.mpssl.data.ImageSet;
import org.mpssl.nn.Generator;
import org.mpssl.nn.Normalisation;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * How good a generator is, seen through the foundation classifier.
 *
 * @param accuracy share of generated images that are classified as the class asked for
 * @param perClass the same by class
 * @param realAccuracy share of real test images that are classified correctly: of the first 400 of
 *     each class, so that every class counts as much as it does among the generated images; the
 *     classifier's card has its accuracy on all test images
 * @param frechet distance of generated and real test images in the classifier's features
 * @param frechetReal distance of real training and real test images, the floor of it
 */
public record GeneratorQuality(
        double accuracy,
        Map<String, Double> perClass,
        double realAccuracy,
        double frechet,
        double frechetReal) {

    private static final int PER_CLASS = 400;
    private static final int CHUNK = 200;
    private static final int PADDING = 2;

    /** The foundation classifier as a measuring instrument. */
    record Judge(ResNet network, Parameters theta, Parameters statistics) {

        private NDArray features(NDArray images) {
            return network.features(images, theta, Normalisation.running(statistics));
        }
    }

    /** What the judge saw of one set: features, and whether each image was classified right. */
    // Numbers in bulk, passed on and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Seen(double[][] features, boolean[] right) {

        double accuracy(int from, int to) {
            int count = 0;
            for (int i = from; i < to; i++) {
                count += right[i] ? 1 : 0;
            }
            return count / (double) (to - from);
        }
    }

    /**
     * Measures a generator with 400 images per class.
     *
     * @param generator whom
     * @param judge the foundation classifier
     * @param train real training images
     * @param test real test images
     * @param workspace where to compute
     * @return the figures
     */
    static GeneratorQuality of(
            Generator generator, Judge judge, ImageSet train, ImageSet test, Workspace workspace) {
        int classes = generator.classes();
        RandomStreams streams = new RandomStreams(0);
        int[] labels = new int[classes * PER_CLASS];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i / PER_CLASS;
        }
        Seen generated =
                look(
                        workspace,
                        judge,
                        labels,
                        (step, chunk) -> {
                            int[] asked = Arrays.copyOfRange(labels, chunk, chunk + CHUNK);
                            NDArray z =
                                    step.array(
                                            streams.at("quality", chunk)
                                                    .gaussians(CHUNK * generator.latentSize()),
                                            new Shape(CHUNK, generator.latentSize()));
                            NDArray y = Operations.oneHot(step.indices(asked), z, classes);
                            return generator.generate(z, y);
                        });
        Seen realTest = look(workspace, judge, test);
        Seen realTrain = look(workspace, judge, train);
        Map<String, Double> perClass = new LinkedHashMap<>();
        for (int c = 0; c < classes; c++) {
            perClass.put(
                    test.classes().get(c), generated.accuracy(c * PER_CLASS, (c + 1) * PER_CLASS));
        }
        return new GeneratorQuality(
                generated.accuracy(0, labels.length),
                perClass,
                realTest.accuracy(0, realTest.right().length),
                FrechetDistance.between(generated.features(), realTest.features()),
                FrechetDistance.between(realTrain.features(), realTest.features()));
    }

    /** The first 400 real images of each class. */
    private static Seen look(Workspace workspace, Judge judge, ImageSet images) {
        List<Integer> chosen = new ArrayList<>();
        for (int c = 0; c < images.classes().size(); c++) {
            Arrays.stream(images.byClass(c)).limit(PER_CLASS).forEach(chosen::add);
        }
        int[] indices = chosen.stream().mapToInt(Integer::intValue).toArray();
        int[] labels = Arrays.stream(indices).map(images::label).toArray();
        return look(
                workspace,
                judge,
                labels,
                (step, chunk) ->
                        images.toArray(
                                step.manager(),
                                Arrays.copyOfRange(
                                        indices, chunk, Math.min(chunk + CHUNK, indices.length)),
                                step.type(),
                                PADDING));
    }

    private static Seen look(
            Workspace workspace,
            Judge judge,
            int[] labels,
            BiFunction<Step, Integer, NDArray> imagesFrom) {
        double[][] features = new double[labels.length][];
        boolean[] right = new boolean[labels.length];
        for (int from = 0; from < labels.length; from += CHUNK) {
            try (Step step = workspace.step();
                    GradientMode off = GradientMode.off()) {
                NDArray g = judge.features(imagesFrom.apply(step, from));
                long[] predicted = judge.network().head(g, judge.theta()).argMax(1).toLongArray();
                double[] flat = g.toType(DataType.FLOAT64, false).toDoubleArray();
                int d = judge.network().featureSize();
                for (int i = 0; i < predicted.length; i++) {
                    features[from + i] = Arrays.copyOfRange(flat, i * d, (i + 1) * d);
                    right[from + i] = predicted[i] == labels[from + i];
                }
            }
        }
        return new Seen(features, right);
    }
}
