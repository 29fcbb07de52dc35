package org.mpssl.foundation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mpssl.UserError;
import org.mpssl.data.ContactSheet;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.SetUp;
import org.mpssl.nn.FoundationClassifier;
import org.mpssl.nn.FrozenGenerator;
import org.mpssl.nn.SmallBigGan;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;
import org.mpssl.train.FrozenModels;
import org.mpssl.train.Provenance;
import org.mpssl.weights.Safetensors;

/**
 * Trains the foundation models of a set-up and writes them with their cards: {@code
 * classifier-SETUP.safetensors} first, then {@code generator-SETUP.safetensors}, which the
 * classifier judges.
 */
public final class FoundationTraining {

    private static final int CHECKPOINT_EVERY = 100;
    private static final int SAMPLES_PER_CLASS = 10;

    private final SetUp setUp;
    private final PreparedDataset data;
    private final Path folder;

    /**
     * Prepares the training.
     *
     * @param setUp whose models
     * @param data the prepared dataset {@code fashion-foundation-SETUP}
     * @param folder where the files go
     */
    public FoundationTraining(SetUp setUp, PreparedDataset data, Path folder) {
        if (!data.classes().equals(setUp.foundationClasses())) {
            throw new UserError(
                    """
                    the dataset %s has the classes %s, the set-up %s needs %s: prepare it with \
                    ./workbench data prepare fashion-foundation --set-up %s"""
                            .formatted(
                                    data.name(),
                                    data.classes(),
                                    setUp.name(),
                                    setUp.foundationClasses(),
                                    setUp.name()));
        }
        this.setUp = setUp;
        this.data = data;
        this.folder = folder;
    }

    private Path file(String model) {
        return folder.resolve(model + "-" + setUp.name() + ".safetensors");
    }

    /** Makes sure that results can be written before they are computed. */
    private void tryFolder() {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            Files.delete(Files.createTempFile(folder, ".probe", null));
        } catch (IOException e) {
            throw new UserError(
                    "models cannot be written to %s (%s): give a folder that can be written to as --out"
                            .formatted(folder, e),
                    e);
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /**
     * Trains the classifier.
     *
     * @param spec its settings
     * @param progress hears each step
     * @return accuracy on the official test images, 0 to 1
     * @throws IOException if a file cannot be written
     */
    public double trainClassifier(ClassifierSpec spec, Progress progress) throws IOException {
        tryFolder();
        long start = System.nanoTime();
        ImageSet train = data.part("train");
        ImageSet test = data.part("test");
        try (Workspace workspace = Workspace.open()) {
            ClassifierTraining training = new ClassifierTraining(spec, train, workspace);
            Parameters weights = training.train(progress);
            double[] accuracies =
                    ClassifierTraining.accuracies(
                            training.network(), weights, weights, test, workspace);
            double accuracy = accuracies[accuracies.length - 1];
            Map<String, Double> perClass = new LinkedHashMap<>();
            for (int c = 0; c < test.classes().size(); c++) {
                perClass.put(test.classes().get(c), accuracies[c]);
            }
            write("classifier", weights);
            card("foundation classifier C_F", "train-classifier", spec.seed(), since(start))
                    .put("settings", spec)
                    .put("testAccuracy", accuracy)
                    .put("testAccuracyPerClass", perClass)
                    .write(file("classifier"));
            return accuracy;
        }
    }

    /** Writes weights; until their own card is written, they have none. */
    private void write(String model, Parameters weights) throws IOException {
        ModelCard.delete(file(model));
        Safetensors.write(file(model), weights, Map.of("setUp", setUp.name()));
    }

    private ModelCard card(String what, String command, long seed, double seconds) {
        return new ModelCard()
                .put("what", what)
                .put("setUp", setUp.name())
                .put("classes", setUp.foundationClasses())
                .put(
                        "trainedOn",
                        data.name() + ", part train: " + data.part("train").size() + " images")
                .put("dataManifest", data.manifestHash())
                .put("licence", data.manifest().licence())
                .put(
                        "command",
                        "./workbench foundation %s --set-up %s --seed %d --data DIR --out DIR"
                                .formatted(command, setUp.name(), seed))
                .put("seconds", Math.round(seconds))
                .put("environment", Provenance.environment(Devices.chosen()));
    }

    /**
     * Trains the generator, going on from the checkpoint in the folder if one is there.
     *
     * @param spec its settings
     * @param progress hears each iteration
     * @return its quality
     * @throws UserError before any work, if the classifier cannot judge, the checkpoint belongs to
     *     another training or the folder cannot be written to
     * @throws IOException if a file cannot be read or written
     */
    public GeneratorQuality trainGenerator(GeneratorSpec spec, Progress progress)
            throws IOException {
        tryFolder();
        if (!Files.exists(file("classifier"))) {
            throw new UserError(
                    file("classifier")
                            + " is missing, which judges the generator: train it first with"
                            + " ./workbench foundation train-classifier");
        }
        try (Workspace passing = Workspace.open()) {
            // A file that cannot judge is found now, not when the training is over.
            judge(passing);
        }
        long start = System.nanoTime();
        double earlier;
        Checkpoint checkpoint = new Checkpoint(file("checkpoint"), spec, data.manifestHash());
        try (GeneratorTraining training =
                new GeneratorTraining(spec, data.part("train"), Workspace.open())) {
            earlier = checkpoint.resume(training);
            while (training.iteration() < spec.iterations()) {
                GeneratorTraining.Losses losses = training.iterate();
                if (training.iteration() % CHECKPOINT_EVERY == 0) {
                    checkpoint.write(training, earlier + since(start));
                }
                progress.update(
                        training.iteration(),
                        spec.iterations(),
                        "loss D %.2f, G %.2f"
                                .formatted(losses.discriminator(), losses.generator()));
            }
            training.estimateStatistics();
            write("generator", training.result());
        }
        GeneratorQuality quality = measure(spec);
        card("conditional generator G_F", "train-generator", spec.seed(), earlier + since(start))
                .put("settings", spec)
                .put("quality", quality)
                .write(file("generator"));
        Files.deleteIfExists(checkpoint.file());
        return quality;
    }

    /** Measures the written generator and draws its sample sheet. */
    private GeneratorQuality measure(GeneratorSpec spec) throws IOException {
        int classes = setUp.foundationClasses().size();
        try (Workspace workspace = Workspace.open()) {
            FrozenGenerator generator =
                    FrozenGenerator.of(
                            new SmallBigGan(classes, spec.generatorWidth()),
                            Safetensors.read(file("generator"), workspace.manager()),
                            file("generator").toString(),
                            workspace);
            GeneratorQuality.Judge judge = judge(workspace);
            workspace.seal();
            sheet(generator, workspace);
            return GeneratorQuality.of(
                    generator, judge, data.part("train"), data.part("test"), workspace);
        }
    }

    private GeneratorQuality.Judge judge(Workspace workspace) throws IOException {
        FoundationClassifier classifier =
                FoundationClassifier.of(
                        new FrozenModels(setUp).classifierNetwork(),
                        Safetensors.read(file("classifier"), workspace.manager()),
                        file("classifier").toString(),
                        workspace);
        return new GeneratorQuality.Judge(
                classifier.network(), classifier.theta(), classifier.statistics());
    }

    private void sheet(FrozenGenerator generator, Workspace workspace) throws IOException {
        int n = SAMPLES_PER_CLASS * generator.classes();
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i / SAMPLES_PER_CLASS;
        }
        try (Step step = workspace.step();
                GradientMode off = GradientMode.off()) {
            NDArray z =
                    step.array(
                            new RandomStreams(0)
                                    .at("sheet", 0)
                                    .gaussians(n * generator.latentSize()),
                            new Shape(n, generator.latentSize()));
            NDArray y = Operations.oneHot(step.indices(labels), z, generator.classes());
            ContactSheet.write(
                    generator.generate(z, y),
                    SAMPLES_PER_CLASS,
                    2,
                    folder.resolve("generator-" + setUp.name() + ".png"));
        }
    }
}
