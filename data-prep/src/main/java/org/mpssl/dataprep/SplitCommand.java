package org.mpssl.dataprep;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.mpssl.UserError;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.Split;
import org.mpssl.data.SplitRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code data split}: a split as a file. */
@Command(
        name = "split",
        description = {
            "Write to a file which images are in D, D_val and D_u.",
            "Runs split by themselves, by the same rules and seeds; a file is for those that shall"
                    + " share a split with another seed, or with another program."
        },
        mixinStandardHelpOptions = true)
final class SplitCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "The folder of a prepared dataset.")
    private Path folder;

    @Option(
            names = "--fraction",
            paramLabel = "F",
            defaultValue = "0.5",
            description = "Share of the pool in D and D_val (default: ${DEFAULT-VALUE}).")
    private double fraction;

    @Option(
            names = "--val",
            paramLabel = "F",
            defaultValue = "0.1",
            description = "Share of these in D_val (default: ${DEFAULT-VALUE}).")
    private double validation;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Any whole number (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--train-only",
            description = "Leave the official validation list out of the pool.")
    private boolean trainOnly;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.json",
            description = "The file to make, which must not exist.")
    private Path out;

    @Override
    public Integer call() {
        if (Files.exists(out)) {
            throw new UserError(
                    "%s exists already and is left as it is. Name another file.".formatted(out));
        }
        PreparedDataset dataset = PreparedDataset.open(folder);
        ImageSet pool = dataset.pool(!trainOnly);
        Split split =
                Split.of(pool, seed, new SplitRule.Fractions(fraction, validation))
                        .ofPool(dataset.manifest().poolChecksum(!trainOnly));
        split.write(out);
        PrintWriter print = spec.commandLine().getOut();
        print.printf(
                "%s: D %d, D_val %d, D_u %d images, by %s%n",
                out,
                split.labelled().size(),
                split.validation().size(),
                split.unlabelled().size(),
                split.algorithm());
        List<String> empty = withoutLabels(split, pool);
        if (!empty.isEmpty()) {
            print.printf(
                    "Note: so small a share leaves %d of %d classes without an image in D: %s%n",
                    empty.size(), pool.classes().size(), String.join(", ", empty));
        }
        print.flush();
        return 0;
    }

    private static List<String> withoutLabels(Split split, ImageSet pool) {
        int[] labelled = split.labelled(pool).perClass();
        return IntStream.range(0, labelled.length)
                .filter(label -> labelled[label] == 0)
                .mapToObj(pool.classes()::get)
                .toList();
    }
}
