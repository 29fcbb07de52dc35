package org.mpssl.dataprep.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with Pillow; {@code expected.py} beside the expected images made them. */
class SquareFitTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "500x375-0-32",
                "375x500-20-32",
                "1000x701-0-24",
                "37x53-0-32",
                "20x31-0-32",
                "7x3-0-16",
                "200x33-0-16",
                "33x200-0-16",
                "64x64-0-16",
                "24x24-0-24",
                "35x24-0-24",
                "301x220-20-24",
                "1x9-0-8"
            })
    void squaresArePillowsToTheBit(String name) throws Exception {
        int[] n = numbers(name);

        byte[] square = new SquareFit(n[3]).colour(pattern(n[0], n[1]), n[2]);

        assertThat(square).isEqualTo(Samples.rgb("fit-%s.png".formatted(name)));
    }

    @Test
    void brightnessIsPillowsToTheBit() throws Exception {
        byte[] square = new SquareFit(24).grey(pattern(123, 90), 0);

        byte[] expected = Samples.rgb("grey-123x90-0-24.png");
        assertThat(square).hasSize(24 * 24);
        for (int i = 0; i < square.length; i++) {
            assertThat(square[i]).isEqualTo(expected[3 * i]);
        }
    }

    @Test
    void greyImagesAreRepeatedWithoutAChangeOfLevels() throws Exception {
        BufferedImage grey = new BufferedImage(9, 5, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(3, 2, 0, 100);

        byte[] colour = new SquareFit(5).colour(grey, 0);
        byte[] single = new SquareFit(5).grey(grey, 0);

        // Columns 2 to 6 are the middle.
        assertThat(single[2 * 5 + 1]).isEqualTo((byte) 100);
        assertThat(colour).hasSize(75);
        for (int i = 0; i < colour.length; i++) {
            assertThat(colour[i]).isEqualTo(single[i / 3]);
        }
    }

    @Property(tries = 200)
    void onePlainColourStaysWhatItIs(
            @ForAll @IntRange(min = 1, max = 300) int width,
            @ForAll @IntRange(min = 1, max = 300) int height,
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll @IntRange(max = 255) int level)
            throws Exception {
        BufferedImage plain = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        plain.getRaster().setSamples(0, 0, width, height, 0, filled(width * height, level));

        assertThat(new SquareFit(size).grey(plain, 0))
                .hasSize(size * size)
                .containsOnly((byte) level);
    }

    @Test
    void thereIsNothingLeftOfAnImageThatIsAllBanner() {
        assertThatThrownBy(() -> new SquareFit(8).colour(pattern(40, 20), 20))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessage("has 20 rows, of which 20 are to be cut off");
    }

    /** The same numbers in expected.py. */
    private static BufferedImage pattern(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    int level = 3 * x * x + 5 * y * y + 7 * x * y + 11 * x + 85 * c;
                    image.getRaster().setSample(x, y, c, level % 256);
                }
            }
        }
        return image;
    }

    private static int[] numbers(String name) {
        return Arrays.stream(name.split("[x-]")).mapToInt(Integer::parseInt).toArray();
    }

    private static int[] filled(int count, int value) {
        int[] values = new int[count];
        Arrays.fill(values, value);
        return values;
    }
}
