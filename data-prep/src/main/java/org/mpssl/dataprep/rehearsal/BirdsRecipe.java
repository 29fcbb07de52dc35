package org.mpssl.dataprep.rehearsal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Birds of 2011: one archive with a stray file at its top; texts by image number. */
final class BirdsRecipe implements Recipe {

    private static final int PARTS = 2;

    @Override
    public void write(Task task) throws IOException {
        List<String> folders = task.names("%1$03d.Rehearsal_Bird_%1$d");
        List<String> classes = new ArrayList<>();
        List<String> images = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        List<String> boxes = new ArrayList<>();
        try (Tar tar = new Tar(task.folder().resolve("CUB_200_2011.tgz"))) {
            tar.add("attributes.txt", "1 has_bill_shape::curved_(up_or_down)\n");
            for (int label = 0; label < task.classes(); label++) {
                classes.add("%d %s".formatted(label + 1, folders.get(label)));
                for (int i = 0; i < PARTS * task.perClass(); i++) {
                    int id = images.size() + 1;
                    int part = i % PARTS;
                    String path =
                            "%s/Rehearsal_Bird_%04d_%d.jpg"
                                    .formatted(folders.get(label), i + 1, 1000 + id);
                    images.add("%d %s".formatted(id, path));
                    labels.add("%d %d".formatted(id, label + 1));
                    parts.add("%d %d".formatted(id, 1 - part));
                    boxes.add("%d 1.0 1.0 20.0 20.0".formatted(id));
                    Picture picture = task.picture(part, label, i / PARTS);
                    // The first image is grey, as some are.
                    tar.add(
                            "CUB_200_2011/images/" + path,
                            (id == 1 ? picture.grey() : picture).jpeg());
                }
            }
            tar.add("CUB_200_2011/classes.txt", classes)
                    .add("CUB_200_2011/images.txt", images)
                    .add("CUB_200_2011/image_class_labels.txt", labels)
                    .add("CUB_200_2011/train_test_split.txt", parts)
                    .add("CUB_200_2011/bounding_boxes.txt", boxes)
                    .add("CUB_200_2011/README", README);
        }
    }
}
