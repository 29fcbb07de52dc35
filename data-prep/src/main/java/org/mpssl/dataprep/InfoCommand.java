package org.mpssl.dataprep;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mpssl.UserError;
import org.mpssl.data.ContactSheet;
import org.mpssl.data.DatasetManifest;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.dataprep.download.ByteCount;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code data info}: one dataset, published or prepared. */
@Command(
        name = "info",
        description = "Show what is known of a published dataset, or what a prepared one holds.",
        mixinStandardHelpOptions = true)
final class InfoCommand implements Callable<Integer> {

    private static final int SHOWN = 9;
    private static final int COLUMNS = 3;

    @Spec private CommandSpec spec;
    @Mixin private CatalogueOption catalogue;

    @Parameters(
            paramLabel = "NAME|FOLDER",
            description = "A name of ./workbench data list, or the folder of a prepared dataset.")
    private String which;

    @Option(
            names = "--sheet",
            paramLabel = "FILE.png",
            description = "Draw nine images of a prepared dataset, chosen by chance.")
    private Path sheet;

    @Option(names = "--classes", description = "List the classes with their numbers of images.")
    private boolean classes;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Path.of(which);
        if (sheet != null) {
            requireFree(sheet);
        }
        if (Files.exists(folder.resolve(PreparedDataset.MANIFEST))) {
            out.println(Summary.of(folder));
            if (classes) {
                out.print(Summary.perClass(DatasetManifest.read(folder)));
            }
            if (sheet != null) {
                draw(PreparedDataset.open(folder));
                out.println("Nine images: " + sheet);
            }
        } else {
            Path elsewhere = Path.of("data").resolve(which);
            if (Files.exists(elsewhere.resolve(PreparedDataset.MANIFEST))) {
                out.printf("%s is a prepared dataset: ./workbench data info %1$s%n", elsewhere);
            }
            requirePrepared("--sheet", sheet != null);
            requirePrepared("--classes", classes);
            out.println(known(catalogue.load().named(which)));
        }
        out.flush();
        return 0;
    }

    /** Of a dataset that is only known by name there is nothing to draw or count. */
    private void requirePrepared(String option, boolean given) {
        if (given) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s needs a prepared dataset, and there is no %s/%s: name the folder of one."
                            .formatted(option, which, PreparedDataset.MANIFEST));
        }
    }

    private void requireFree(Path file) {
        if (Files.exists(file)) {
            throw new UserError(
                    "%s exists already and is left as it is. Name another file.".formatted(file));
        }
    }

    private static String known(Published dataset) {
        StringBuilder text = new StringBuilder(dataset.title());
        text.append("%nTerms: %s%nCite: %s%n".formatted(dataset.licence(), dataset.citation()));
        for (SourceFile file : dataset.files()) {
            text.append(
                    "  %s, %s, %s%n"
                            .formatted(
                                    file.name(),
                                    file.bytes() == 0
                                            ? "size unknown"
                                            : ByteCount.words(file.bytes()),
                                    checksum(file)));
            file.urls().forEach(url -> text.append("    %s%n".formatted(url)));
        }
        return text.append(Advice.obtain(dataset)).toString();
    }

    private static String checksum(SourceFile file) {
        if (file.sha256() != null) {
            return "sha256 " + file.sha256();
        }
        return FashionMnist.PUBLISHED_MD5.keySet().stream()
                .filter(name -> file.name().equals(name + ".gz"))
                .map(name -> "md5 of its content " + FashionMnist.PUBLISHED_MD5.get(name))
                .findFirst()
                .orElse("sha256 not published");
    }

    private void draw(PreparedDataset data) {
        ImageSet images = data.part(data.partNames().get(0));
        int[] chosen =
                java.util.Arrays.copyOf(
                        new RandomStreams(0).at("sheet", 0).permutation(images.size()),
                        Math.min(SHOWN, images.size()));
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);
                Step step = workspace.step()) {
            ContactSheet.write(
                    images.toArray(step.manager(), chosen, DataType.FLOAT32, 0), COLUMNS, 1, sheet);
        } catch (IOException e) {
            throw new UserError(
                    "Cannot write %s (%s). Name a file that can be made."
                            .formatted(sheet, e.getMessage()),
                    e);
        }
    }
}
