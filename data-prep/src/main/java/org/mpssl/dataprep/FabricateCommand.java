package org.mpssl.dataprep;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.rehearsal.Amount;
import org.mpssl.dataprep.rehearsal.Fabricated;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code data fabricate}: raw files to rehearse with. */
@Command(
        name = "fabricate",
        description = {
            "Make raw files in a dataset's own format, of drawn images, to rehearse with.",
            "Beside them OUT.json gets their checksums: ./workbench data prepare NAME --from OUT"
                    + " --catalogue OUT.json --root rehearsal"
        },
        mixinStandardHelpOptions = true)
final class FabricateCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "A name of ./workbench data list.")
    private String name;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to be made; must not exist, or be empty.")
    private Path out;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "4",
            description = "Images of each class and part (default: ${DEFAULT-VALUE}).")
    private int images;

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            defaultValue = "64",
            description = "Longer side of an image (default: ${DEFAULT-VALUE}).")
    private int side;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Any whole number (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() {
        Published made = Fabricated.named(name).write(out, new Amount(images, side, seed));
        Path catalogue = out.resolveSibling(out.getFileName() + ".json");
        new Catalogue(List.of(made)).write(catalogue);
        spec.commandLine()
                .getOut()
                .printf(
                        "%s: drawn images in the format of %s. Checksums: %s%n",
                        out, Catalogue.published().named(name).title(), catalogue);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
