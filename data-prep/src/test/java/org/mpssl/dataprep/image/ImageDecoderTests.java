package org.mpssl.dataprep.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with Pillow; {@code expected.py} beside the samples made them. */
class ImageDecoderTests {

    private static final ImageDecoder DECODER = new ImageDecoder();

    /** Decoders of JPEG round differently. */
    private static final int JPEG_LEVELS = 2;

    @ParameterizedTest
    @ValueSource(strings = {"colour", "progressive", "grey", "profile", "turned", "inks", "ycck"})
    void jpegsHaveThePixelsThatPillowFinds(String name) throws Exception {
        byte[] found = Samples.rgb(DECODER.decode(Samples.file(name + ".jpg")).image());

        byte[] expected = Samples.rgb(name + ".jpg.expected.png");
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat((found[i] & 0xff) - (expected[i] & 0xff))
                    .isBetween(-JPEG_LEVELS, JPEG_LEVELS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gif-inside.jpg",
                "frames.gif",
                "palette.png",
                "bits.png",
                "grey.png",
                "profile.png",
                "bits16.png",
                "clear.png",
                "clear-grey.png",
                "windows.bmp"
            })
    void otherImagesHaveExactlyThePixelsThatPillowFinds(String name) throws Exception {
        Decoded decoded = DECODER.decode(Samples.file(name));

        assertThat(Samples.rgb(decoded.image())).isEqualTo(Samples.rgb(name + ".expected.png"));
        assertThat(decoded.warnings()).isEmpty();
        assertThat(decoded.image().getType())
                .isIn(BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour.jpg", "grey.jpg", "ycck.jpg", "bits16.png", "palette.png"})
    void whatDecodingTakesIsKnownBefore(String name) throws Exception {
        BufferedImage image = DECODER.decode(Samples.file(name)).image();
        long bytes = image.getRaster().getDataBuffer().getSize();

        assertThat(DECODER.memory(Samples.file(name)))
                .isBetween(bytes, 11L * image.getWidth() * image.getHeight());
    }

    @Test
    void greyLevelsAreNotMadeBrighter() throws Exception {
        BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        int[] levels = new int[256];
        Arrays.fill(levels, 100);
        grey.getRaster().setSamples(0, 0, 16, 16, 0, levels);

        assertThat(Samples.rgb(DECODER.decode(Samples.encoded(grey, "jpeg")).image()))
                .containsOnly(100);
    }

    @ParameterizedTest
    @CsvSource({"colour.jpg", "progressive.jpg", "inks.jpg"})
    void aJpegThatIsCutAnywhereIsRefused(String name) throws IOException {
        byte[] whole = Samples.file(name);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> DECODER.decode(cut))
                    .as("the first %d of %d bytes", length, whole.length)
                    .isInstanceOf(UndecodableImageException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey.png", "clear.png", "palette.png", "frames.gif", "windows.bmp"})
    void whatElseIsCutIsRefusedUnlessAllPixelsAreThere(String name) throws Exception {
        byte[] whole = Samples.file(name);
        byte[] expected = Samples.rgb(DECODER.decode(whole).image());
        int refused = 0;
        for (int length = 0; length < whole.length; length++) {
            try {
                Decoded decoded = DECODER.decode(Arrays.copyOf(whole, length));
                assertThat(Samples.rgb(decoded.image()))
                        .as("the first %d of %d bytes", length, whole.length)
                        .isEqualTo(expected);
            } catch (UndecodableImageException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(50);
    }

    @Test
    void aCutInTheScanIsNamed() throws IOException {
        byte[] whole = Samples.file("colour.jpg");

        assertThatThrownBy(() -> DECODER.decode(Arrays.copyOf(whole, whole.length - 60)))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessageMatching("is damaged or cut short: .*(EOI marker|data segment)");
    }

    @Test
    void oddBytesBeforeTheEndAreOnlyNoted() throws Exception {
        byte[] whole = Samples.file("colour.jpg");
        ByteBuffer odd = ByteBuffer.allocate(whole.length + 5);
        odd.put(whole, 0, whole.length - 2).put(new byte[5]).put(whole, whole.length - 2, 2);

        Decoded decoded = DECODER.decode(odd.array());

        // The decoder may have taken one of them for the padding of the last bits.
        assertThat(decoded.warnings())
                .singleElement()
                .asString()
                .matches("Corrupt JPEG data: [45] extraneous bytes before marker 0xd9");
        assertThat(Samples.rgb(decoded.image()))
                .isEqualTo(Samples.rgb(DECODER.decode(whole).image()));
    }

    @Test
    void bytesBehindTheEndDoNoHarm() throws Exception {
        byte[] whole = Samples.file("colour.jpg");

        Decoded decoded = DECODER.decode(Arrays.copyOf(whole, whole.length + 1000));

        assertThat(Samples.rgb(decoded.image()))
                .isEqualTo(Samples.rgb(DECODER.decode(whole).image()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>No more requests today</html>",
                "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                "MATLAB 5.0 MAT-file, Platform: GLNXA64",
                "II*\0\10\0\0\0\0\0\0\0\0\0"
            })
    void whatIsNoImageIsRefused(String content) {
        assertThatThrownBy(() -> DECODER.decode(content.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessage("is no JPEG, PNG, GIF or BMP");
    }

    @ParameterizedTest
    @CsvSource({
        "20001, 1, is too large: 20001 x 1 pixels",
        "1, 20001, is too large: 1 x 20001 pixels",
        "10001, 10000, is too large: 10001 x 10000 pixels",
        "0, 5, ''",
        "5, 0, ''"
    })
    void anImageOfNoUsualSizeIsRefusedBeforeItTakesMemory(int width, int height, String message)
            throws IOException {
        byte[] whole = Samples.file("colour.jpg");
        // The frame's marker, its length 17, 8 bits.
        int frame = HexFormat.of().formatHex(whole).indexOf("ffc0001108") / 2;
        ByteBuffer.wrap(whole)
                .putShort(frame + 5, (short) height)
                .putShort(frame + 7, (short) width);

        assertThatThrownBy(() -> DECODER.decode(whole))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessageStartingWith(message);
    }

    /** Whatever a file holds, the caller hears one kind of exception. */
    @Property(tries = 2000)
    void aChangedByteLeadsToAnImageOrToItsRefusal(
            @ForAll @IntRange(max = 8) int sample,
            @ForAll @IntRange(max = 2999) int place,
            @ForAll byte value)
            throws IOException {
        String[] names = {
            "colour.jpg",
            "progressive.jpg",
            "profile.jpg",
            "inks.jpg",
            "ycck.jpg",
            "frames.gif",
            "clear.png",
            "palette.png",
            "windows.bmp"
        };
        byte[] content = Samples.file(names[sample]);
        content[place % content.length] = value;

        try {
            BufferedImage image = DECODER.decode(content).image();
            assertThat(image.getRaster().getNumBands()).isIn(1, 3);
        } catch (UndecodableImageException e) {
            assertThat(e).hasMessageMatching("(?s)(is|has|cannot) .*");
        }
    }
}
