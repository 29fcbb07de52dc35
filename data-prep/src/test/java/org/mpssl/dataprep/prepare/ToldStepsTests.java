package org.mpssl.dataprep.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.layout.Layout;
import org.mpssl.foundation.Progress;

/** What a user hears of a preparation. */
class ToldStepsTests {

    @TempDir private Path folder;
    private final Told told = new Told();

    @Test
    void theBarOfDecodingEndsThoughImagesAreDamaged() throws IOException {
        put("train/a/1.jpg", jpeg());
        put("train/a/2.jpg", new byte[] {1, 2, 3});
        put("train/b/1.jpg", jpeg());
        put("test/a/1.jpg", jpeg());

        prepare();

        assertThat(told.bars.get("Decoding")).hasSize(4).contains("4/4 images");
    }

    @Test
    void imagesThatAreOddButWholeAreCounted() throws IOException {
        byte[] good = jpeg();
        // Five bytes before the mark at the end, as some cameras leave them.
        byte[] odd = Arrays.copyOf(good, good.length + 5);
        System.arraycopy(good, good.length - 2, odd, odd.length - 2, 2);
        Arrays.fill(odd, good.length - 2, odd.length - 2, (byte) 7);
        put("train/a/1.jpg", good);
        put("train/a/2.jpg", odd);
        put("train/a/3.jpg", odd);
        put("train/b/1.jpg", good);
        put("test/a/1.jpg", good);

        prepare();

        assertThat(told.sentences)
                .filteredOn(sentence -> sentence.contains("odd"))
                .singleElement()
                .asString()
                .matches("2 images are whole but odd, for example train/a/2.jpg: .*extraneous.*");
    }

    private void prepare() {
        Request request =
                new Request(
                        Catalogue.published().named("folder"),
                        List.of(folder.resolve("raw")),
                        folder.resolve("made"),
                        8,
                        Layout.Options.USUAL,
                        true,
                        true);
        new Preparation(request, told).run();
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = folder.resolve("raw").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] jpeg() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "jpg", out);
        return out.toByteArray();
    }

    /** Keeps all that is told. */
    private static final class Told implements Steps {

        private final List<String> sentences = new ArrayList<>();
        private final SortedMap<String, List<String>> bars = new TreeMap<>();

        @Override
        public void say(String sentence) {
            sentences.add(sentence);
        }

        @Override
        public Progress begin(String what) {
            List<String> bar = bars.computeIfAbsent(what, name -> new ArrayList<>());
            return (done, total, detail) -> {
                synchronized (bar) {
                    bar.add(done + "/" + total + " " + detail);
                }
            };
        }
    }
}
