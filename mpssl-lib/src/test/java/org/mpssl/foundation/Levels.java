package org.mpssl.foundation;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.PreparedDatasetWriter;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;

/** Tiny images whose class is how far they are filled with brightness, for tests. */
final class Levels {

    private static final int SIZE = 28;

    private Levels() {}

    /** Returns noisy images whose labels go round. */
    static ImageSet images(int count, List<String> classes, long seed) {
        RandomStream random = new RandomStreams(seed).at("levels", 0);
        int k = classes.size();
        int[] labels = IntStream.range(0, count).map(i -> i % k).toArray();
        byte[] pixels = new byte[count * SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / SIZE % SIZE;
            boolean bright = row < level(labels[i / (SIZE * SIZE)], k);
            pixels[i] = (byte) ((bright ? 150 : 0) + random.nextInt(100));
        }
        return new ImageSet(SIZE, SIZE, 1, pixels, labels, classes);
    }

    /** Returns how many rows of a class are bright, of 28. */
    static int level(int label, int classes) {
        return SIZE * (2 * label + 1) / (2 * classes);
    }

    /** Writes a dataset with a part to train on and one to test on, and opens it. */
    static PreparedDataset dataset(Path folder, List<String> classes) {
        ImageSet train = images(10 * classes.size(), classes, 1);
        ImageSet test = images(4 * classes.size(), classes, 2);
        new PreparedDatasetWriter("levels", "test")
                .describe("Levels.", "CC0", "nobody")
                .part("train", train, "none", IntStream.range(0, train.size()).toArray())
                .part("test", test, "none", IntStream.range(0, test.size()).toArray())
                .write(folder, false);
        return PreparedDataset.open(folder);
    }
}
