package org.mpssl.dataprep;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.mpssl.UserError;
import org.mpssl.data.DatasetManifest;
import org.mpssl.data.PreparedDataset;
import org.mpssl.files.Sha256;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code data verify}: whether a prepared dataset is as it was made. */
@Command(
        name = "verify",
        description = "Compare every byte of a prepared dataset with its manifest.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "The folder of the dataset.")
    private Path folder;

    @Override
    public Integer call() {
        DatasetManifest manifest = DatasetManifest.read(folder);
        List<String> wrong = new ArrayList<>();
        manifest.files().forEach((name, content) -> wrong.addAll(compare(name, content)));
        if (!wrong.isEmpty()) {
            throw new UserError(
                    "%s is damaged: %s. Prepare it anew."
                            .formatted(folder, String.join("; ", wrong)));
        }
        PreparedDataset.open(folder);
        spec.commandLine()
                .getOut()
                .printf(
                        "%s is as it was made: %d files, manifest sha256 %s%n",
                        folder,
                        manifest.files().size(),
                        Sha256.ofFile(folder.resolve(PreparedDataset.MANIFEST)));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private List<String> compare(String name, DatasetManifest.Content content) {
        Path plain = folder.resolve(name);
        Path packed = folder.resolve(name + ".gz");
        if (!Files.exists(plain) && !Files.exists(packed)) {
            return List.of(name + " is missing");
        }
        try (InputStream in =
                Files.exists(plain)
                        ? Files.newInputStream(plain)
                        : new GZIPInputStream(
                                new BufferedInputStream(Files.newInputStream(packed)))) {
            return Sha256.of(in).equals(content.sha256())
                    ? List.of()
                    : List.of(name + " has another checksum than the manifest says");
        } catch (IOException e) {
            return List.of("%s cannot be read (%s)".formatted(name, e.getMessage()));
        }
    }
}
