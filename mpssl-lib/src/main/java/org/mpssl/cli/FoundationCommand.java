package org.mpssl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.SetUp;
import org.mpssl.foundation.ClassifierSpec;
import org.mpssl.foundation.FoundationTraining;
import org.mpssl.foundation.GeneratorQuality;
import org.mpssl.foundation.GeneratorSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command group {@code foundation}: the embedded study's frozen models. */
@Command(
        name = "foundation",
        description = "Trains the embedded study's foundation classifier and generator.",
        mixinStandardHelpOptions = true,
        subcommands = {FoundationCommand.Classifier.class, FoundationCommand.Generator.class})
final class FoundationCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name a subcommand: train-classifier or train-generator");
    }

    /** What both trainings need. */
    static final class Common {

        @Option(
                names = "--set-up",
                defaultValue = "coarse-to-fine",
                description = "coarse-to-fine or disjoint (default: ${DEFAULT-VALUE}).")
        private String setUp;

        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "Made by: ./workbench data prepare fashion-foundation.")
        private Path data;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "Where weights, cards and pictures go.")
        private Path out;

        @Option(
                names = "--seed",
                defaultValue = "0",
                description = "Seed of all randomness (default: ${DEFAULT-VALUE}).")
        private long seed;

        FoundationTraining training() {
            return new FoundationTraining(SetUp.named(setUp), PreparedDataset.open(data), out);
        }
    }

    /** Trains C_F. */
    @Command(
            name = "train-classifier",
            description = "Trains the foundation classifier C_F (about half a minute on one core).",
            mixinStandardHelpOptions = true)
    static final class Classifier implements Callable<Integer> {

        @Mixin private Common common;

        @Override
        public Integer call() throws IOException {
            double accuracy =
                    common.training()
                            .trainClassifier(
                                    ClassifierSpec.shipped(common.seed),
                                    new ConsoleProgress(System.out));
            System.out.printf(Locale.ROOT, "accuracy on the test images: %.3f%n", accuracy);
            return 0;
        }
    }

    /** Trains G_F. */
    @Command(
            name = "train-generator",
            description = {
                "Trains the generator G_F (22 minutes on one core of a busy machine) and measures it.",
                "Stopped, it goes on where it was when it is started again."
            },
            mixinStandardHelpOptions = true)
    static final class Generator implements Callable<Integer> {

        @Mixin private Common common;

        @Override
        public Integer call() throws IOException {
            GeneratorQuality quality =
                    common.training()
                            .trainGenerator(
                                    GeneratorSpec.shipped(common.seed),
                                    new ConsoleProgress(System.out));
            System.out.printf(
                    Locale.ROOT,
                    "classified as asked: %.3f (real test images: %.3f) %s%n"
                            + "Frechet distance to real test images: %.2f (real training images: %.2f)%n",
                    quality.accuracy(),
                    quality.realAccuracy(),
                    quality.perClass(),
                    quality.frechet(),
                    quality.frechetReal());
            return 0;
        }
    }
}
