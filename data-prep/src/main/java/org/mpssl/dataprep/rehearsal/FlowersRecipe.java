package org.mpssl.dataprep.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import us.hebi.matlab.mat.types.MatlabType;

/** Flowers: an archive of numbered images, their labels and the three parts as MATLAB vectors. */
final class FlowersRecipe implements Recipe {

    private static final int PARTS = 3;

    @Override
    public void write(Task task) throws IOException {
        int ofPart = task.classes() * task.perClass();
        int[] labels = new int[PARTS * ofPart];
        int[][] parts = new int[PARTS][ofPart];
        int[] filled = new int[PARTS];
        try (Tar tar = new Tar(task.folder().resolve("102flowers.tgz"))) {
            for (int i = 0; i < labels.length; i++) {
                // Every class has its images in a row; every third one is of the same part.
                int label = i / (PARTS * task.perClass());
                int part = i % PARTS;
                labels[i] = label + 1;
                parts[part][filled[part]++] = i + 1;
                int ofClass = i % (PARTS * task.perClass()) / PARTS;
                tar.add(
                        "jpg/image_%05d.jpg".formatted(i + 1),
                        task.picture(part, label, ofClass).jpeg());
            }
        }
        // The published vectors are not in ascending order either.
        Arrays.stream(parts).forEach(FlowersRecipe::reverse);
        Files.write(
                task.folder().resolve("imagelabels.mat"),
                new Mat().add("labels", Mat.row(MatlabType.UInt8, labels)).bytes());
        Files.write(
                task.folder().resolve("setid.mat"),
                new Mat()
                        .add("trnid", Mat.row(MatlabType.UInt16, parts[0]))
                        .add("valid", Mat.row(MatlabType.UInt16, parts[1]))
                        .add("tstid", Mat.row(MatlabType.UInt16, parts[2]))
                        .bytes());
    }

    private static void reverse(int[] values) {
        int[] copy = values.clone();
        Arrays.setAll(values, i -> copy[copy.length - 1 - i]);
    }
}
