package org.mpssl.dataprep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpssl.UserError;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.dataprep.download.Download;
import org.mpssl.dataprep.download.Settings;
import org.mpssl.dataprep.layout.Choice;
import org.mpssl.dataprep.layout.Layout;
import org.mpssl.dataprep.layout.Layouts;
import org.mpssl.dataprep.prepare.Foresight;
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

    static final String FASHION = "fashion-mnist";

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
            description = "At most so many training images of each class; 0, the default, is all.")
    private int limit;

    @Option(
            names = "--no-verify",
            description = "Take files and numbers that are not the published ones; recorded.")
    private boolean unverified;

    @Option(
            names = "--without-damaged",
            description = "Leave out images that cannot be decoded; recorded.")
    private boolean withoutDamaged;

    private static final String FOLDER_NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*";

    @Override
    public Integer call() {
        // Not by picocli: it would ask for a name before each of the subcommands, too.
        if (name == null) {
            throw new ParameterException(
                    spec.commandLine(), "Name the dataset: see ./workbench data list.");
        }
        if (as != null && !as.matches(FOLDER_NAME)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--as '%s' is no name of a folder: take letters, digits, '.', '_' and '-'. --root says where it lies."
                            .formatted(as));
        }
        Console console = new Console(spec.commandLine().getOut());
        Published dataset = catalogue.load().named(name);
        requireEffect();
        requireAccepted(dataset, console);
        Path target = root.resolve(as == null ? name : as);
        List<Path> raw = raw(dataset);
        if (raw.isEmpty()) {
            throw new UserError(
                    "Where are the files of %s? %s"
                            .formatted(dataset.title(), Advice.obtain(dataset)));
        }
        // All that can be wrong without the files is said before they are fetched or read.
        if (name.equals(FASHION)) {
            FashionPreparation preparation = new FashionPreparation(dataset, !unverified);
            preparation.requirePossible(raw, target);
            fetch(dataset, target, 0, console);
            preparation.run(raw, target, console);
        } else {
            Layout.Options options = new Layout.Options(fold, banner, limit);
            Request request =
                    new Request(dataset, raw, target, size, options, !unverified, withoutDamaged);
            Foresight.requirePossible(request);
            fetch(dataset, target, Foresight.imageBytes(request), console);
            new Preparation(request, console).run();
        }
        console.say(Summary.of(target));
        return 0;
    }

    /** An option that would do nothing is refused: it would be trusted, and recorded. */
    private void requireEffect() {
        List<String> idle = new ArrayList<>();
        if (name.equals(FASHION)) {
            // Its images are taken as they are.
            idle.addAll(List.of("--size", "--without-damaged"));
        }
        Stream.of(Choice.values())
                .filter(choice -> name.equals(FASHION) || !hasChoice(choice))
                .forEach(choice -> idle.add(choice.option()));
        for (String option : idle) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "%s has no effect on %s: leave it away.".formatted(option, name));
            }
        }
    }

    private boolean hasChoice(Choice choice) {
        return Layouts.named(name).choices().contains(choice);
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

    private Path rawFolder() {
        return root.resolve("raw").resolve(name);
    }

    /** Returns where the raw files are or, if they are to be fetched, will be. */
    private List<Path> raw(Published dataset) {
        if (!download) {
            return from;
        }
        requireDownloadable(dataset);
        List<Path> all = new ArrayList<>(List.of(rawFolder()));
        all.addAll(from);
        return all;
    }

    private static void requireDownloadable(Published dataset) {
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
    }

    /** Fetches what is lacking, if the user said so. */
    private void fetch(Published dataset, Path target, long imageBytes, Console console) {
        if (!download) {
            return;
        }
        Path folder = rawFolder();
        List<SourceFile> files =
                unverified
                        ? dataset.files().stream().map(PrepareCommand::unknown).toList()
                        : dataset.files();
        Foresight.requireSpace(folder, Download.lacking(files, folder), target, imageBytes);
        Download fetcher = new Download(Settings.usual());
        for (SourceFile file : files) {
            boolean there = Files.exists(folder.resolve(file.name()));
            if (there && !unverified) {
                console.say("Checking %s, which is there already.".formatted(file.name()));
            }
            fetcher.fetch(
                    file,
                    folder,
                    there ? (bytes, total, rate) -> {} : console.download(file.name()));
        }
    }
}
