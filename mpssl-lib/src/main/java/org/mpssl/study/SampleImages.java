package org.mpssl.study;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.mpssl.UserError;
import org.mpssl.data.ImageSet;
import org.mpssl.nn.Generator;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;
import org.mpssl.train.Experiment;
import org.mpssl.train.FrozenModels;
import org.mpssl.weights.Layout;
import org.mpssl.weights.Safetensors;

/**
 * Images of some target classes from one source, some of each.
 *
 * @param name the source
 * @param byClass images (N, C, H, W) in [0, 1] of each of these classes, which belong to the step
 *     that made them
 */
record SampleImages(String name, List<NDArray> byClass) {

    private static final String FILE = "synthesiser.safetensors";

    /** Takes the labelled images of D, which has some of each of the classes. */
    static SampleImages real(
            String name, Experiment experiment, Step step, int[] classes, int most) {
        ImageSet labelled = experiment.task().labelled();
        List<NDArray> byClass = new ArrayList<>();
        for (int label : classes) {
            int[] chosen = Arrays.stream(labelled.byClass(label)).limit(most).toArray();
            byClass.add(experiment.format().read(step, labelled, chosen));
        }
        return new SampleImages(name, byClass);
    }

    /** Draws images as P-SSL does: with the soft foundation labels of the class's images in D. */
    static SampleImages pseudo(
            String name,
            Experiment experiment,
            Workspace workspace,
            Step step,
            int[] classes,
            int count) {
        FrozenModels models = new FrozenModels(experiment.task().setUp());
        Generator generator = models.fitted(experiment.spec(), workspace);
        UnaryOperator<NDArray> foundation = models.foundation(experiment.spec(), workspace);
        List<NDArray> byClass = new ArrayList<>();
        try (GradientMode off = GradientMode.off()) {
            for (NDArray images : real(name, experiment, step, classes, count).byClass()) {
                int label = classes[byClass.size()];
                RandomStream random = experiment.streams().at("samples-pseudo", label);
                int real = (int) images.getShape().get(0);
                int[] chosen = IntStream.range(0, count).map(i -> i % real).toArray();
                NDArray y = foundation.apply(images.get(step.indices(chosen))).softmax(1);
                int latent = generator.latentSize();
                NDArray z = step.array(random.gaussians(count * latent), new Shape(count, latent));
                byClass.add(generator.generate(z, y));
            }
        }
        return new SampleImages(name, byClass);
    }

    /** Draws images as MP-SSL does at the end of a finished run. */
    static SampleImages learned(
            String name, Experiment experiment, Path run, Step step, int[] classes, int count) {
        Path file = run.resolve(FILE);
        if (!Files.exists(file)) {
            throw new UserError(
                    "%s is missing, from which MP-SSL's images are drawn: delete its folder and run the study again"
                            .formatted(file));
        }
        Parameters w = experiment.lmo().parameters();
        try {
            Parameters read = Safetensors.read(file, step.manager());
            step.copy(w, Layout.of(w).check(read, file.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<NDArray> byClass = new ArrayList<>();
        for (int label : classes) {
            int[] labels = new int[count];
            Arrays.fill(labels, label);
            byClass.add(
                    experiment
                            .lmo()
                            .synthesise(
                                    step,
                                    step.indices(labels),
                                    experiment.streams().at("samples-learned", label)));
        }
        return new SampleImages(name, byClass);
    }

    /** Returns how many images of a class there are. */
    int count(int position) {
        return (int) byClass.get(position).getShape().get(0);
    }

    /** Returns the pixels of every image of a class. */
    float[][] pixels(int position) {
        NDArray images = byClass.get(position);
        int count = count(position);
        float[] all = images.toType(DataType.FLOAT32, false).toFloatArray();
        int size = all.length / count;
        return IntStream.range(0, count)
                .mapToObj(i -> Arrays.copyOfRange(all, i * size, (i + 1) * size))
                .toArray(float[][]::new);
    }
}
