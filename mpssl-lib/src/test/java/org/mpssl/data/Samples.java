package org.mpssl.data;

import java.util.List;
import java.util.stream.IntStream;

/** Small image sets for tests. */
final class Samples {

    private Samples() {}

    /** Returns images of 2 x 3 pixels whose labels go round and whose pixels all differ. */
    static ImageSet images(int count, int classes) {
        byte[] pixels = new byte[count * 6];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        int[] labels = IntStream.range(0, count).map(i -> i % classes).toArray();
        return new ImageSet(2, 3, 1, pixels, labels, names(classes));
    }

    static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    }

    static PreparedDatasetWriter writer() {
        return new PreparedDatasetWriter("sample", "test 1")
                .describe("A sample.", "CC0", "nobody")
                .source("raw", "00");
    }

    /** Returns a writer with the parts of a target task: 10 classes, 12 and 5 images of each. */
    static PreparedDatasetWriter tenClasses() {
        return writer().part("pool", images(120, 10), "raw", IntStream.range(0, 120).toArray())
                .part("test", images(50, 10), "raw", IntStream.range(0, 50).toArray());
    }
}
