package org.mpssl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpssl.UserError;

/**
 * The notebooks of a clone, and which of them somebody means.
 *
 * @param folder where they are
 */
record NotebookNames(Path folder) {

    private static final String ENDING = ".ipynb";

    /** Returns every notebook, in order; what an editor saved beside them is none. */
    List<Path> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(NotebookNames::isNotebook)
                    .filter(file -> !file.toString().contains(".ipynb_checkpoints"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Returns the notebooks of some names, or all if there are no names.
     *
     * @param names files, or how the name of a notebook or of a folder begins: {@code 04} is a
     *     notebook and its solutions, {@code solutions/04} these alone
     * @throws UserError if one of them names none
     */
    List<Path> choose(List<String> names) throws IOException {
        if (names.isEmpty()) {
            return all();
        }
        Set<Path> chosen = new LinkedHashSet<>();
        for (String name : names) {
            Path file = Path.of(name).toAbsolutePath().normalize();
            if (isNotebook(file) && Files.isRegularFile(file)) {
                chosen.add(file);
            } else {
                chosen.addAll(beginningWith(name));
            }
        }
        return new ArrayList<>(chosen);
    }

    private static boolean isNotebook(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(ENDING) && !name.startsWith(".");
    }

    private List<Path> beginningWith(String name) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path notebook : all()) {
            if (("/" + title(notebook) + ENDING).contains("/" + name)) {
                found.add(notebook);
            }
        }
        if (found.isEmpty() || name.isBlank()) {
            String known = all().stream().map(this::title).collect(Collectors.joining(", "));
            throw new UserError("There is no notebook '" + name + "'. There are: " + known + ".");
        }
        return found;
    }

    /** Returns how a notebook is called in messages: its path below the folder, without ending. */
    String title(Path notebook) {
        Path below =
                notebook.startsWith(folder) ? folder.relativize(notebook) : notebook.getFileName();
        return below.toString().replace('\\', '/').replaceFirst("\\.ipynb$", "");
    }
}
