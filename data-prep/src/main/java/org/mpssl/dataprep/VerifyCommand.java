package org.mpssl.dataprep;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mpssl.data.DatasetManifest;
import org.mpssl.data.PreparedDataset;
import org.mpssl.dataprep.prepare.FolderCheck;
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
        FolderCheck.full(folder).requireWhole(manifest);
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
}
