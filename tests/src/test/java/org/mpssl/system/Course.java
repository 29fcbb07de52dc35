package org.mpssl.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ten notebooks of the course, in the order in which they are read. */
final class Course {

    static final List<String> NAMES =
            List.of(
                    "00-start-here",
                    "01-problem-setting",
                    "02-learning-from-unlabelled-images",
                    "03-generators-and-p-ssl",
                    "04-latent-meta-optimisation",
                    "05-synthetic-consistency",
                    "06-mp-ssl",
                    "07-ablations",
                    "08-playground",
                    "09-many-runs");

    private Course() {}

    static Path notebook(String name) {
        return Notebook.FOLDER.resolve(name + ".ipynb");
    }

    static Path solutions(String name) {
        return Notebook.FOLDER.resolve("exercises/solutions").resolve(name + ".ipynb");
    }

    /** Returns those that are there; that all are is a test of its own. */
    static List<Notebook> notebooks() throws IOException {
        List<Notebook> notebooks = new ArrayList<>();
        for (String name : NAMES) {
            if (Files.isRegularFile(notebook(name))) {
                notebooks.add(Notebook.read(notebook(name)));
            }
        }
        return notebooks;
    }

    /**
     * Returns the name of a notebook so many places on, or nothing before the first or after the
     * last.
     */
    static String neighbour(Notebook notebook, int places) {
        String name = ("" + notebook.file().getFileName()).replace(".ipynb", "");
        int at = NAMES.indexOf(name) + places;
        return at < 0 || at >= NAMES.size() ? "" : NAMES.get(at);
    }
}
