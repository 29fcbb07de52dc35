package org.mpssl.dataprep;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.PreparedDatasetWriter;
import picocli.CommandLine.Option;

/** Where from and where to, the same for every dataset. */
final class FashionFolders {

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
    Path out;

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
                "Wrote " + made.name() + " to " + out + ", manifest sha256 " + made.manifestHash());
        log.flush();
    }
}
