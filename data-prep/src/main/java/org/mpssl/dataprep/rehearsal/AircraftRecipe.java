package org.mpssl.dataprep.rehearsal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Aircraft: one archive; a banner below every image; labels with spaces and slashes. */
final class AircraftRecipe implements Recipe {

    private static final int BANNER = 20;
    private static final int FIRST_ID = 34309;
    private static final List<String> PARTS = List.of("train", "val", "test");

    @Override
    public void write(Task task) throws IOException {
        List<String> variants = variants(task);
        try (Tar tar = new Tar(task.folder().resolve("fgvc-aircraft-2013b.tar.gz"))) {
            List<String> trainval = new ArrayList<>();
            for (int part = 0; part < PARTS.size(); part++) {
                List<String> lines = part(task, part, variants, tar);
                String name = PARTS.get(part);
                tar.add(data("images_variant_%s.txt".formatted(name)), lines);
                tar.add(
                        data("images_%s.txt".formatted(name)),
                        lines.stream().map(line -> line.substring(0, 7)).toList());
                if (!name.equals("test")) {
                    trainval.addAll(lines);
                }
            }
            tar.add(data("images_variant_trainval.txt"), trainval)
                    .add(data("variants.txt"), variants)
                    .add("fgvc-aircraft-2013b/README.md", README);
        }
    }

    private static List<String> part(Task task, int part, List<String> variants, Tar tar)
            throws IOException {
        List<String> lines = new ArrayList<>();
        task.each(
                (label, i) -> {
                    // Spread over the parts, and not in the order of the list.
                    int number =
                            (i * PARTS.size() + part) * task.classes() + task.classes() - label;
                    String id = "%07d".formatted(FIRST_ID + 7 * number);
                    lines.add(id + " " + variants.get(label));
                    tar.add(
                            data("images/%s.jpg".formatted(id)),
                            task.picture(part, label, i).withBanner(BANNER).jpeg());
                });
        return lines;
    }

    /** Not in alphabetical order, which is not that of the published list either. */
    private static List<String> variants(Task task) {
        List<String> variants = new ArrayList<>(task.names("Maker 707-%03d"));
        Collections.reverse(variants);
        variants.set(0, "F-16A/B");
        variants.set(1, "F/A-18");
        return variants;
    }

    private static String data(String path) {
        return "fgvc-aircraft-2013b/data/" + path;
    }
}
