package org.mpssl.dataprep.rehearsal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.files.StrictJson;

/** Chaoyang: unpacked; suffixes in capitals, labels in the names and in JSON. */
final class ChaoyangRecipe implements Recipe {

    private static final JsonMapper JSON = StrictJson.mapper().build();

    @Override
    public void write(Task task) throws IOException {
        part(task, 0, "train");
        part(task, 1, "test");
    }

    private static void part(Task task, int part, String name) throws IOException {
        Files.createDirectory(task.folder().resolve(name));
        List<Map<String, Object>> list = new ArrayList<>();
        task.each(
                (label, i) -> {
                    String path =
                            "%s/%d-IMG%03dx%03d-%d.JPG"
                                    .formatted(name, 535940 + i, label + 1, i + 1, label);
                    list.add(new TreeMap<>(Map.of("label", label, "name", path)));
                    Files.write(
                            task.folder().resolve(path),
                            task.pictures().square(label, part * task.perClass() + i).jpeg());
                });
        Files.writeString(task.folder().resolve(name + ".json"), JSON.writeValueAsString(list));
    }
}
