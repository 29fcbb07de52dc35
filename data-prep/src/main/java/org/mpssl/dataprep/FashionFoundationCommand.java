package org.mpssl.dataprep;

import java.io.PrintWriter;
import org.mpssl.data.SetUp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code data prepare fashion-foundation}. */
@Command(
        name = "fashion-foundation",
        description = "What the generator and the foundation classifier are trained on.",
        mixinStandardHelpOptions = true)
final class FashionFoundationCommand implements Runnable {

    @Spec private CommandSpec spec;
    @Mixin private FashionFolders folders;

    @Option(
            names = "--set-up",
            paramLabel = "NAME",
            defaultValue = "coarse-to-fine",
            description = "coarse-to-fine (default) or disjoint.")
    private String setUp;

    @Override
    public void run() {
        SetUp named = SetUp.named(setUp);
        PrintWriter log = spec.commandLine().getOut();
        folders.source(log).writeFoundation(named, folders.out);
        folders.report(log);
    }
}
