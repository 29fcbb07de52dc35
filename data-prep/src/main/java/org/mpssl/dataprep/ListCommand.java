package org.mpssl.dataprep;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpssl.UserError;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.dataprep.download.ByteCount;
import org.mpssl.dataprep.layout.RawImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code data list}: the datasets that can be prepared. */
@Command(
        name = "list",
        description = "List the datasets that can be prepared.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    private static final String ROW = "%-14s %7s  %-39s %9s  %-10s %s%n";

    @Spec private CommandSpec spec;
    @Mixin private CatalogueOption catalogue;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write all that is known of them to FILE, for --catalogue.")
    private Path json;

    @Override
    public Integer call() {
        Catalogue all = catalogue.load();
        if (json != null) {
            if (Files.exists(json)) {
                throw new UserError(
                        "%s exists already and is left as it is. Name another file."
                                .formatted(json));
            }
            all.write(json);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(ROW, "name", "classes", "images", "download", "terms", "title");
        for (String name : all.names()) {
            Published dataset = all.named(name);
            out.printf(
                    ROW,
                    name,
                    dataset.classes() == 0 ? "any" : dataset.classes(),
                    images(dataset),
                    Advice.isDownloadable(dataset) ? size(dataset) : "by hand",
                    dataset.restricted() ? "restricted" : "free",
                    dataset.title());
        }
        out.println("./workbench data info NAME says more.");
        out.flush();
        return 0;
    }

    private static String images(Published dataset) {
        return Stream.of(RawImage.TRAIN, RawImage.VAL, RawImage.TEST)
                .filter(part -> dataset.counts().containsKey(part))
                .map(part -> String.format(Locale.ROOT, "%s %,d", part, dataset.counts().get(part)))
                .collect(Collectors.joining(", "));
    }

    private static String size(Published dataset) {
        return ByteCount.words(dataset.files().stream().mapToLong(SourceFile::bytes).sum());
    }
}
