package org.mpssl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mpssl.nn.PublishedNetworks;
import org.mpssl.weights.StoredTensor;
import org.mpssl.weights.WeightFile;
import org.mpssl.weights.imports.ImportFormat;
import org.mpssl.weights.imports.WeightImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command group {@code weights}: files of published networks. */
@Command(
        name = "weights",
        description = "Lists published weights, imports them, and shows what a weight file holds.",
        mixinStandardHelpOptions = true,
        subcommands = {
            WeightsListCommand.class,
            WeightsCommand.Import.class,
            WeightsCommand.Inspect.class
        })
final class WeightsCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name a subcommand: list, import or inspect");
    }

    /** A published checkpoint as a file of this library's. */
    @Command(
            name = "import",
            description = {
                "Makes a safetensors file of a published checkpoint, under this library's names and"
                        + " with spectral norms divided out.",
                "No program that a checkpoint may contain is run."
            },
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {

        @Spec private CommandSpec spec;

        @Option(
                names = "--format",
                required = true,
                paramLabel = "FORMAT",
                description =
                        "torchvision, biggan-hf, biggan-ajbrock, biggan-tfhub or biggan-ivclab.")
        private String format;

        @Option(
                names = "--network",
                paramLabel = "NAME",
                description =
                        "What it must hold: resnet18, resnet50, resnet101, biggan-128, -256, -512 or"
                                + " biggan-deep-128, -256, -512 (default: what it holds). A network"
                                + " of another size must be named.")
        private String network;

        @Option(
                names = "--sha256",
                paramLabel = "HEX",
                description = "The checksum that IN must have.")
        private String sha256;

        @Option(
                names = "--drop-unexpected",
                description = "Leave out tensors that mean nothing to the format.")
        private boolean dropUnexpected;

        @Option(
                names = "--class-order",
                paramLabel = "NAME",
                description =
                        "What the order of its classes is called (default, with 1000 classes: '"
                                + WeightImport.IMAGENET
                                + "'). P-SSL refuses a classifier and a generator of two orders.")
        private String classOrder;

        @Parameters(index = "0", paramLabel = "IN", description = "The checkpoint.")
        private Path in;

        @Parameters(
                index = "1",
                paramLabel = "OUT",
                description = "The file to make, which must not exist.")
        private Path out;

        @Override
        public Integer call() throws IOException {
            WeightImport.Result result =
                    new WeightImport(
                                    ImportFormat.named(format),
                                    Optional.ofNullable(network),
                                    Optional.ofNullable(sha256),
                                    dropUnexpected,
                                    Optional.ofNullable(classOrder))
                            .run(in, out, PublishedNetworks::layout);
            PrintWriter print = spec.commandLine().getOut();
            result.notes().forEach(note -> print.println("note: " + note));
            print.printf(
                    Locale.ROOT,
                    "%s: %,d numbers in %d tensors, now in %s%n",
                    result.description().label(),
                    result.layout().scalars(),
                    result.layout().shapes().size(),
                    out);
            print.flush();
            return 0;
        }
    }

    /** What a weight file holds. */
    @Command(
            name = "inspect",
            description =
                    "Lists what a weight file holds: safetensors, or a checkpoint of PyTorch's.",
            mixinStandardHelpOptions = true)
    static final class Inspect implements Callable<Integer> {

        @Spec private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The file.")
        private Path file;

        @Override
        public Integer call() throws IOException {
            PrintWriter print = spec.commandLine().getOut();
            try (WeightFile open = WeightFile.open(file)) {
                print.printf(
                        Locale.ROOT,
                        "%s, %,d bytes%nsha256 %s%n",
                        open.container().title(),
                        open.size(),
                        open.sha256());
                open.notes().forEach(note -> print.println("note: " + note));
                open.metadata()
                        .forEach((key, text) -> print.println(shown(key) + " = " + shown(text)));
                open.tensors().forEach(tensor -> print.println(line(tensor)));
                print.printf(
                        Locale.ROOT,
                        "%,d numbers in %d tensors%n",
                        open.tensors().stream().mapToLong(tensor -> tensor.shape().size()).sum(),
                        open.tensors().size());
            }
            print.flush();
            return 0;
        }

        private static String line(StoredTensor tensor) {
            String line =
                    "%s %s %s at byte %d"
                            .formatted(
                                    tensor.name(),
                                    tensor.type(),
                                    tensor.shape(),
                                    tensor.position());
            return tensor.isDense()
                    ? line
                    : "%s, strides %s from element %d of storage %s"
                            .formatted(
                                    line,
                                    tensor.strides(),
                                    tensor.offset(),
                                    shown(tensor.storage().key()));
        }

        /** Replaces what a terminal would obey. */
        private static String shown(String text) {
            return text.replaceAll("\\p{Cntrl}", "?");
        }
    }
}
