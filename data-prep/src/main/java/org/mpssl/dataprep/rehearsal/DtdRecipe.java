package org.mpssl.dataprep.rehearsal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** DTD: one archive with ten divisions into three parts, and a stray file among the images. */
final class DtdRecipe implements Recipe {

    private static final int FOLDS = 10;
    private static final List<String> PARTS = List.of("train", "val", "test");

    @Override
    public void write(Task task) throws IOException {
        List<String> folders = task.names("texture%02d");
        int ofClass = PARTS.size() * task.perClass();
        try (Tar tar = new Tar(task.folder().resolve("dtd-r1.0.1.tar.gz"))) {
            tar.add("dtd/images/%s/.directory".formatted(folders.get(0)), "[Dolphin]\n");
            List<String> all = new ArrayList<>();
            for (int label = 0; label < task.classes(); label++) {
                for (int i = 0; i < ofClass; i++) {
                    String path = path(folders, label, i);
                    all.add("%s %s".formatted(path, folders.get(label)));
                    tar.add("dtd/images/" + path, task.pictures().draw(label, i).jpeg());
                }
            }
            tar.add("dtd/labels/labels_joint_anno.txt", all);
            for (int fold = 1; fold <= FOLDS; fold++) {
                for (int part = 0; part < PARTS.size(); part++) {
                    tar.add(
                            "dtd/labels/%s%d.txt".formatted(PARTS.get(part), fold),
                            list(task, folders, fold, part));
                }
            }
        }
    }

    /** From fold to fold every image goes one place on. */
    private static List<String> list(Task task, List<String> folders, int fold, int part) {
        int ofClass = PARTS.size() * task.perClass();
        List<String> list = new ArrayList<>();
        for (int label = 0; label < task.classes(); label++) {
            for (int i = 0; i < ofClass; i++) {
                if ((i + fold - 1) % ofClass / task.perClass() == part) {
                    list.add(path(folders, label, i));
                }
            }
        }
        return list;
    }

    private static String path(List<String> folders, int label, int i) {
        return "%s/%s_%04d.jpg".formatted(folders.get(label), folders.get(label), i + 1);
    }
}
