package org.mpssl.dataprep;

import java.nio.file.Path;
import org.mpssl.dataprep.catalogue.Catalogue;
import picocli.CommandLine.Option;

/** The option that names another catalogue, the same for every command that needs one. */
final class CatalogueOption {

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description =
                    "Your own addresses and checksums, in the form of the built-in ones: see"
                            + " ./workbench data list --json.")
    private Path file;

    Catalogue load() {
        return file == null ? Catalogue.published() : Catalogue.read(file);
    }
}
