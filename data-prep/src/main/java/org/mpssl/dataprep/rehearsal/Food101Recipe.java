package org.mpssl.dataprep.rehearsal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mpssl.files.StrictJson;

/** Food-101: one archive; lists without suffix, in text and in JSON; two names for each class. */
final class Food101Recipe implements Recipe {

    private static final JsonMapper JSON = StrictJson.mapper().build();

    @Override
    public void write(Task task) throws IOException {
        List<String> folders = task.names("dish_%03d");
        try (Tar tar = new Tar(task.folder().resolve("food-101.tar.gz"))) {
            part(task, 0, "train", folders, tar);
            part(task, 1, "test", folders, tar);
            tar.add("food-101/meta/classes.txt", folders)
                    .add("food-101/meta/labels.txt", task.names("Dish %03d"))
                    .add("food-101/README.txt", README);
        }
    }

    private static void part(Task task, int part, String name, List<String> folders, Tar tar)
            throws IOException {
        SortedMap<String, List<String>> byClass = new TreeMap<>();
        task.each(
                (label, i) -> {
                    String folder = folders.get(label);
                    // Numbers of different lengths, as the published ones.
                    String path = "%s/%d".formatted(folder, 9 + 11 * (2 * i + part) + label);
                    byClass.computeIfAbsent(folder, none -> new ArrayList<>()).add(path);
                    tar.add(
                            "food-101/images/%s.jpg".formatted(path),
                            task.picture(part, label, i).jpeg());
                });
        tar.add(
                        "food-101/meta/%s.txt".formatted(name),
                        byClass.values().stream().flatMap(List::stream).toList())
                .add("food-101/meta/%s.json".formatted(name), JSON.writeValueAsString(byClass));
    }
}
