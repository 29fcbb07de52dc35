package org.mpssl.dataprep.rehearsal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a recipe is to make.
 *
 * @param folder where; exists and is empty
 * @param classes how many
 * @param perClass images of each class in each part
 * @param pictures draws the images
 */
record Task(Path folder, int classes, int perClass, Pictures pictures) {

    /** A picture of a part has a number of its own: the parts share none. */
    Picture picture(int part, int label, int i) {
        return pictures.draw(label, part * perClass + i);
    }

    /** Returns one name for each class. */
    List<String> names(String form) {
        return IntStream.rangeClosed(1, classes)
                .mapToObj(i -> String.format(Locale.ROOT, form, i))
                .toList();
    }

    /** Does something for each image of a part: all first ones of the classes, all second ones. */
    void each(ForImage action) throws IOException {
        for (int i = 0; i < perClass; i++) {
            for (int label = 0; label < classes; label++) {
                action.at(label, i);
            }
        }
    }

    /** What is done for an image. */
    @FunctionalInterface
    interface ForImage {

        /**
         * Does it.
         *
         * @param label the image's class
         * @param i which of the class, in its part
         */
        void at(int label, int i) throws IOException;
    }
}
