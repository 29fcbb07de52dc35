package org.mpssl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.mpssl.UserError;
import org.mpssl.study.ComparisonResult;
import org.mpssl.study.Plan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long methods are compared and where the result goes: {@code run} and {@code study run}. */
final class ComparisonOptions {

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "How many seeds, from 1 to 999 (default: 2, of a named study its own; with --quick 1).")
    private Integer seeds;

    @Mixin private QuickOption quick;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the results to this file too.")
    private Path json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Refuses what would fail after an hour of training. */
    void check() {
        if (seeds != null && (seeds < 1 || seeds > Plan.MOST_SEEDS)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--seeds must be from 1 to " + Plan.MOST_SEEDS + ", not " + seeds);
        }
        if (json == null) {
            return;
        }
        Path folder = json.toAbsolutePath().getParent();
        if (Files.isDirectory(json)) {
            throw new UserError("--json " + json + " is a folder: name a file in it.");
        }
        if (!Files.isDirectory(folder)) {
            throw new UserError("There is no folder for " + json + ": make it first.");
        }
        if (!Files.isWritable(folder)) {
            throw new UserError(json + " cannot be written: the folder is not yours to write in.");
        }
    }

    int seeds() {
        return seeds(2);
    }

    /** The number asked for, or a default, which is 1 in quick mode. */
    int seeds(int otherwise) {
        return seeds != null ? seeds : isQuick() ? 1 : otherwise;
    }

    /** The file asked for, or null. */
    Path json() {
        return json;
    }

    boolean isQuick() {
        return quick.isOn();
    }

    /** Writes the result if that was asked for. */
    void write(ComparisonResult result) {
        if (json != null) {
            result.write(json);
            System.out.println("Results as JSON:   " + json);
        }
    }
}
