package org.mpssl.dataprep;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code data prepare fashion-mini}. */
@Command(
        name = "fashion-mini",
        description = "The dataset of the embedded study, which the library ships.",
        mixinStandardHelpOptions = true)
final class FashionMiniCommand implements Runnable {

    @Spec private CommandSpec spec;
    @Mixin private FashionFolders folders;

    @Override
    public void run() {
        PrintWriter log = spec.commandLine().getOut();
        folders.source(log).write(folders.out);
        folders.report(log);
    }
}
