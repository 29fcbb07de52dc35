package org.mpssl.dataprep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.mpssl.UserError;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.dataprep.download.Download;
import org.mpssl.dataprep.download.Settings;
import org.mpssl.dataprep.layout.Layout;
import org.mpssl.dataprep.prepare.Preparation;
import org.mpssl.dataprep.prepare.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code data prepare}: a prepared dataset of raw files. */
@Command(
        name = "prepare",
        description = {
            "Make a prepared dataset of raw files.",
            "Archives are read as they are, never unpacked. A preparation that was stopped goes on"
                    + " when the same command is given again."
        },
        mixinStandardHelpOptions = true,
        subcommands = {FashionMiniCommand.class, FashionFoundationCommand.class})
final class PrepareCommand implements Callable<Integer> {

    private static final String FASHION = "fashion-mnist";

    @Spec private CommandSpec spec;
    @Mixin private CatalogueOption catalogue;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description =
                    "The dataset: see ./workbench data list. 'folder' is your own, with a folder of"
                            + " images for each class.")
    private String name;

    @Option(
            names = "--from",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Archives, files and folders that hold it.")
    private List<Path> from = List.of();

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where prepared datasets lie (default: ${DEFAULT-VALUE}).")
    private Path root;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "The name of its folder there (default: NAME).")
    private String as;

    @Option(names = "--download", description = "Fetch what is published into ROOT/raw/NAME.")
    private boolean download;

    @Option(
            names = "--accept-license",
            description = "You accept its terms, which are not those of free data.")
    private boolean accepted;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "256",
            description = "Side of a prepared image (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--fold",
            paramLabel = "1..10",
            defaultValue = "1",
            description = "Of dtd: which of its ten partitions (default: ${DEFAULT-VALUE}).")
    private int fold;

    @Option(
            names = "--keep-banner",
            description = "Of aircraft: keep the copyright line at the bottom of each image.")
    private boolean banner;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "0",
            description = "At most so many training images of each class (default: all).")
    private int limit;

    @Option(
            names = "--no-verify",
            description = "Take files and numbers that are not the published ones; recorded.")
    private boolean unverified;

    @Option(
            names = "--without-damaged",
            description = "Leave out images that cannot be decoded; recorded.")
    private boolean withoutDamaged;

    @Override
    public Integer call() {
        // Not by picocli: it would ask for a name before each of the subcommands, too.
        if (name == null) {
            throw new ParameterException(
                    spec.commandLine(), "Name the dataset: see ./workbench data list.");
        }
        Console console = new Console(spec.commandLine().getOut());
        requireEffect();
        Published dataset = catalogue.load().named(name);
        requireAccepted(dataset, console);
        Path target = root.resolve(as == null ? name : as);
        List<Path> raw = download ? fetched(dataset, console) : from;
        if (raw.isEmpty()) {
            throw new UserError(
                    "Where are the files of %s? %s"
                            .formatted(dataset.title(), Advice.obtain(dataset)));
        }
        if (name.equals(FASHION)) {
            new FashionPreparation(dataset, !unverified).run(raw, target, console);
        } else {
            Layout.Options options = new Layout.Options(fold, banner, limit);
            new Preparation(
                            new Request(
                                    dataset,
                                    raw,
                                    target,
                                    size,
                                    options,
                                    !unverified,
                                    withoutDamaged),
                            console)
                    .run();
        }
        console.say(Summary.of(target));
        return 0;
    }

    /**
     * Fashion-MNIST's images are taken as they are; an option that changes others would mislead.
     */
    private void requireEffect() {
        for (String option :
                List.of("--size", "--limit", "--fold", "--keep-banner", "--without-damaged")) {
            if (name.equals(FASHION)
                    && spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "%s has no effect on %s, whose images are taken as they are: leave it away"
                                .formatted(option, name));
            }
        }
    }

    private void requireAccepted(Published dataset, Console console) {
        console.say(
                "%s%nTerms: %s%nCite: %s"
                        .formatted(dataset.title(), dataset.licence(), dataset.citation()));
        if (dataset.restricted() && !accepted) {
            throw new UserError(
                    "These terms are not those of free data. If you accept them, give the command again with --accept-license.");
        }
    }

    /** The file with nothing to compare it with. */
    private static SourceFile unknown(SourceFile file) {
        return new SourceFile(file.name(), 0, null, file.urls(), file.holds());
    }

    private List<Path> fetched(Published dataset, Console console) {
        List<String> nowhere =
                dataset.files().stream()
                        .filter(file -> file.urls().isEmpty())
                        .map(SourceFile::name)
                        .toList();
        if (!nowhere.isEmpty()) {
            throw new UserError(
                    "%s cannot be downloaded (%s). %s"
                            .formatted(
                                    dataset.title(),
                                    nowhere.stream().collect(Collectors.joining(", ")),
                                    dataset.obtain()));
        }
        Path folder = root.resolve("raw").resolve(dataset.name());
        Download fetcher = new Download(Settings.usual());
        for (SourceFile file : dataset.files()) {
            boolean there = Files.exists(folder.resolve(file.name()));
            if (there && !unverified) {
                console.say("Checking %s, which is there already.".formatted(file.name()));
            }
            fetcher.fetch(
                    unverified ? unknown(file) : file,
                    folder,
                    there ? (bytes, total, rate) -> {} : console.download(file.name()));
        }
        List<Path> all = new ArrayList<>(List.of(folder));
        all.addAll(from);
        return all;
    }
}
