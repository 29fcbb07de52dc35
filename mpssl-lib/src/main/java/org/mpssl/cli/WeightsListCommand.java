package org.mpssl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.mpssl.train.Methods;
import org.mpssl.train.RunSpec;
import org.mpssl.train.WeightChecklist;
import org.mpssl.weights.imports.ImportedFile;
import org.mpssl.weights.imports.PublishedFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weights list}: the published weights, how to import them, and which of them are here. */
@Command(
        name = "list",
        description =
                "Lists the published weights of the paper's networks: where to get them, how to"
                        + " import them, and whether they are here already. Nothing is downloaded.",
        mixinStandardHelpOptions = true)
final class WeightsListCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "weights",
            description = "Where imported files are (default: ${DEFAULT-VALUE}).")
    private Path root;

    @Override
    public Integer call() throws IOException {
        List<ImportedFile> here = ImportedFile.in(root);
        PrintWriter out = spec.commandLine().getOut();
        for (String network : PublishedFile.networks()) {
            out.println(heading(network, here));
            PublishedFile.of(network).forEach(file -> out.println(entry(file, here)));
            out.println();
        }
        out.println(
                "The terms are those of the weights' authors. docs/weights.md says how an import"
                        + " checks a file.");
        out.flush();
        return 0;
    }

    private Path place(String network) {
        return root.resolve(network + ".safetensors");
    }

    private String heading(String network, List<ImportedFile> here) {
        List<ImportedFile> found =
                here.stream().filter(file -> file.network().equals(network)).toList();
        String state =
                found.stream()
                        .map(file -> "%s, %s".formatted(file.file(), file.title()))
                        .collect(Collectors.joining("; "));
        if (found.isEmpty()) {
            state = "not in " + root;
        }
        if (Files.exists(place(network))
                && found.stream().noneMatch(file -> file.file().equals(place(network)))) {
            state += "; %s holds something else".formatted(place(network));
        }
        return "%s%s: %s".formatted(network, uses(network), state);
    }

    /** What the paper's preset takes the network for. */
    private static String uses(String network) {
        String file = "weights/" + network + ".safetensors";
        String fields =
                WeightChecklist.of(RunSpec.paper(Methods.P_SSL, 0)).items().stream()
                        .filter(item -> item.file().equals(file))
                        .map(WeightChecklist.Item::field)
                        .collect(Collectors.joining(", "));
        return fields.isEmpty() ? "" : " (preset paper: %s)".formatted(fields);
    }

    private String entry(PublishedFile file, List<ImportedFile> here) {
        Optional<ImportedFile> imported =
                here.stream()
                        .filter(found -> found.origin().filter(file::equals).isPresent())
                        .findFirst();
        return """
                 %s %s, %s
                   size    %s
                   sha256  %s
                   from    %s
                   terms   %s
                   import  %s
               """
                .formatted(
                        imported.isPresent() ? "*" : "-",
                        file.name(),
                        file.about()
                                + imported.map(found -> ", imported: " + found.file()).orElse(""),
                        file.size(),
                        file.checksum(),
                        file.source(),
                        file.licence(),
                        file.command(place(file.network()).toString()))
                .stripTrailing();
    }
}
