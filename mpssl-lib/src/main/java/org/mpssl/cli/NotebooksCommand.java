package org.mpssl.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.mpssl.UserError;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps the outputs in the committed notebooks fresh. */
@Command(
        name = "notebooks",
        description = "Executes every notebook, with one seed.",
        mixinStandardHelpOptions = true)
final class NotebooksCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ArgGroup(multiplicity = "1")
    private Mode mode;

    @Mixin private QuickOption quick;

    /** What is done with the executed notebooks. */
    static final class Mode {
        @Option(names = "--write", description = "Store them with their outputs.")
        private boolean write;

        @Option(
                names = "--check",
                description = {
                    "Say whether they run without an error,",
                    "and whether the stored outputs are of the same cells."
                })
        private boolean check;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (mode.write && quick.isOn()) {
            throw new UserError("Outputs of quick mode are not stored: leave --quick out.");
        }
        Home home = Home.find();
        int problems = 0;
        try (Workplace place = Workplace.take(home.runs().resolve("notebooks"))) {
            for (Path notebook : notebooks(home.root().resolve("notebooks"))) {
                System.out.println(home.root().relativize(notebook));
                Path copy = place.file("" + notebook.getFileName());
                NotebookRun run = new NotebookRun(home, place, System.out);
                int code = run.execute(notebook, copy, 1, quick.isOn());
                if (code == NotebookRun.INTERRUPTED) {
                    return code;
                }
                String problem =
                        code == 0 ? problem(home, notebook, copy) : "it failed: see " + copy;
                if (!problem.isEmpty()) {
                    problems++;
                    System.err.println("workbench: " + problem);
                } else if (mode.write) {
                    Files.move(copy, notebook, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return problems == 0 ? 0 : 1;
    }

    static List<Path> notebooks(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .filter(file -> !file.toString().contains(".ipynb_checkpoints"))
                    .sorted()
                    .toList();
        }
    }

    /** Returns why an executed notebook is not to be stored, or the stored one is not as it. */
    private String problem(Home home, Path notebook, Path copy) throws IOException {
        String text = Files.readString(copy);
        if (text.contains(home.root().toString())) {
            return "its outputs name the folder of this clone: see " + copy;
        }
        if (mode.check && !sources(copy).equals(sources(notebook))) {
            return "its stored outputs are not those of its cells: ./workbench notebooks --write";
        }
        return "";
    }

    /** Returns the hash of the code that the outputs are of, which the runner leaves there. */
    static String sources(Path notebook) throws IOException {
        return JSON.readTree(notebook.toFile()).at("/metadata/executed_sources").asText();
    }
}
