package org.mpssl.dataprep;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.PreparedDatasetWriter;
import org.mpssl.data.SetUp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command group {@code data}. */
@Command(
        name = "data",
        description = "Datasets: make prepared ones from raw files.",
        mixinStandardHelpOptions = true,
        subcommands = DataCommand.Prepare.class)
final class DataCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a subcommand, for example prepare.");
    }

    /** Where from and where to, the same for every dataset. */
    static final class Folders {

        @Option(
                names = "--from",
                required = true,
                paramLabel = "DIR",
                description = "Folder with the four Fashion-MNIST files, packed (.gz) or not.")
        private Path from;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "Folder to be made; must not exist, or be empty.")
        private Path out;

        FashionMini source(PrintWriter log) {
            // Before the reading, which takes a while.
            PreparedDatasetWriter.requireFree(out);
            log.println("Reading and verifying " + from);
            log.flush();
            return new FashionMini(FashionMnist.read(from));
        }

        void report(PrintWriter log) {
            PreparedDataset made = PreparedDataset.open(out);
            for (String part : made.partNames()) {
                log.println(part + ": " + made.part(part));
            }
            log.println("Licence: " + made.manifest().licence());
            log.println(
                    "Wrote "
                            + made.name()
                            + " to "
                            + out
                            + ", manifest sha256 "
                            + made.manifestHash());
            log.flush();
        }
    }

    /** The group {@code data prepare}. */
    @Command(
            name = "prepare",
            description = "Make a prepared dataset from raw files.",
            mixinStandardHelpOptions = true,
            subcommands = {Mini.class, Foundation.class})
    static final class Prepare implements Runnable {

        @Spec private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(
                    spec.commandLine(),
                    "Name the dataset: " + String.join(", ", spec.subcommands().keySet()) + ".");
        }
    }

    /** {@code data prepare fashion-mini}. */
    @Command(
            name = "fashion-mini",
            description = "The dataset of the embedded study, which the library ships.",
            mixinStandardHelpOptions = true)
    static final class Mini implements Runnable {

        @Spec private CommandSpec spec;
        @Mixin private Folders folders;

        @Override
        public void run() {
            PrintWriter log = spec.commandLine().getOut();
            folders.source(log).write(folders.out);
            folders.report(log);
        }
    }

    /** {@code data prepare fashion-foundation}. */
    @Command(
            name = "fashion-foundation",
            description = "What the generator and the foundation classifier are trained on.",
            mixinStandardHelpOptions = true)
    static final class Foundation implements Runnable {

        @Spec private CommandSpec spec;
        @Mixin private Folders folders;

        @Option(
                names = "--set-up",
                paramLabel = "NAME",
                defaultValue = "coarse-to-fine",
                description = "coarse-to-fine (default) or disjoint.")
        private String setUp;

        @Override
        public void run() {
            SetUp named = SetUp.named(setUp);
            PrintWriter log = spec.commandLine().getOut();
            folders.source(log).writeFoundation(named, folders.out);
            folders.report(log);
        }
    }
}
