package org.mpssl.dataprep.rehearsal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Birds of 2010: images and lists in archives of their own, with what macOS adds in both. */
final class Birds2010Recipe implements Recipe {

    private static final String MACOS = "Mac OS X        ";

    @Override
    public void write(Task task) throws IOException {
        List<String> folders = new ArrayList<>(task.names("%1$03d.Rehearsal_Bird_%1$d"));
        // By this folder the archive is known.
        folders.set(0, "001.Black_footed_Albatross");
        List<String> train = new ArrayList<>();
        List<String> test = new ArrayList<>();
        try (Tar tar = new Tar(task.folder().resolve("images.tgz"))) {
            images(task, 0, folders, train, tar);
            images(task, 1, folders, test, tar);
        }
        List<String> all = new ArrayList<>(train);
        all.addAll(test);
        try (Tar tar = new Tar(task.folder().resolve("lists.tgz"))) {
            tar.add("lists/._train.txt", MACOS)
                    .add("lists/classes.txt", folders)
                    .add("lists/files.txt", all.stream().sorted().toList())
                    .add("lists/test.txt", test)
                    .add("lists/train.txt", train);
        }
    }

    private static void images(
            Task task, int part, List<String> folders, List<String> list, Tar tar)
            throws IOException {
        task.each(
                (label, i) -> {
                    String file = "Rehearsal_Bird_%04d_%d.jpg".formatted(2 * i + part + 1, label);
                    String path = folders.get(label) + "/" + file;
                    list.add(path);
                    tar.add("images/%s/._%s".formatted(folders.get(label), file), MACOS)
                            .add("images/" + path, task.picture(part, label, i).jpeg());
                });
    }
}
