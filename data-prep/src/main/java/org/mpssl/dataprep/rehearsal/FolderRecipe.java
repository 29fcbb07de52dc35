package org.mpssl.dataprep.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder of classes with what systems leave in folders.
 *
 * @param parts the folders above those of the classes
 * @param form of the classes' names, with the place of a number
 */
record FolderRecipe(List<String> parts, String form) implements Recipe {

    @Override
    public void write(Task task) throws IOException {
        List<String> names = task.names(form);
        for (int part = 0; part < parts.size(); part++) {
            Path folder = Files.createDirectory(task.folder().resolve(parts.get(part)));
            Files.writeString(folder.resolve(".DS_Store"), "Bud1");
            for (String name : names) {
                Files.createDirectory(folder.resolve(name));
                Files.writeString(folder.resolve(name).resolve("._1.JPEG"), "Mac OS X        ");
            }
            int number = part;
            task.each(
                    (label, i) ->
                            Files.write(
                                    folder.resolve(names.get(label))
                                            .resolve(
                                                    "%s_%d.JPEG"
                                                            .formatted(names.get(label), i + 1)),
                                    task.picture(number, label, i).jpeg()));
        }
    }
}
