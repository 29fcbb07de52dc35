package org.mpssl.dataprep.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG, PNG, GIF and BMP, told apart by their content, with the readers of the JDK.
 *
 * <p>The pixels are those that the file stores, as torchvision's loaders give them: colour profiles
 * are ignored, and so is the orientation that a camera noted (EXIF). Of an animation it is the
 * first frame. What is transparent lies on white. 16 bits become 8 by their upper half.
 *
 * <p>An image is whole or refused. The JDK's reader only warns if a JPEG's data end too early, and
 * makes up the rest; here that is an error.
 *
 * <p>Several threads may use one decoder.
 */
public final class ImageDecoder {

    /** The longest side in pixels. */
    public static final int LONGEST_SIDE = 20_000;

    /** The most pixels; a larger image is no photograph of a dataset, and would fill the memory. */
    public static final long MOST_PIXELS = 100_000_000;

    /** Four channels of 16 bits. */
    private static final int MOST_PIXEL_BYTES = 8;

    private static final int COLOURS = 3;
    private static final Set<String> FORMATS = Set.of("jpeg", "png", "gif", "bmp");

    /**
     * What the JPEG reader says when pixels are missing or made up. Other things that it says, for
     * example of "extraneous bytes before marker 0xd9", are true of many a good photograph.
     */
    private static final List<String> DAMAGE =
            List.of(
                    "Missing EOI marker",
                    "remature end of",
                    "bad Huffman code",
                    "bad arithmetic code",
                    "instead of RST",
                    "Inconsistent progression",
                    "Invalid SOS parameters");

    /**
     * Decodes an image.
     *
     * @param content the bytes of its file
     * @return its pixels
     * @throws UndecodableImageException if it is no such image, damaged, or too large
     */
    public Decoded decode(byte[] content) throws UndecodableImageException {
        List<String> warnings = new ArrayList<>();
        return read(
                content,
                reader -> {
                    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                    requireUsualSize(reader);
                    BufferedImage image = image(reader, content);
                    requireUndamaged(warnings);
                    return new Decoded(image, warnings);
                });
    }

    /**
     * Says how much memory it takes to decode an image, which is not known from the length of its
     * file.
     *
     * @param content the bytes of its file, of which the beginning is looked at
     * @return bytes of all pixels, as the reader returns them and as they are brought to
     * @throws UndecodableImageException if it is no such image, or too large
     */
    public long memory(byte[] content) throws UndecodableImageException {
        return read(
                content,
                reader -> {
                    requireUsualSize(reader);
                    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                    if (!isJpeg(reader)) {
                        return pixels * (MOST_PIXEL_BYTES + COLOURS);
                    }
                    int components = JpegHeader.of(content).components();
                    return pixels * (components == 4 ? components + COLOURS : COLOURS);
                });
    }

    /** What is done with a reader. */
    private interface Reading<T> {
        T by(ImageReader reader) throws IOException, UndecodableImageException;
    }

    private static <T> T read(byte[] content, Reading<T> reading) throws UndecodableImageException {
        // Made here, not by ImageIO, whose streams may write to disk.
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            ImageReader reader = reader(in);
            try {
                reader.setInput(in, true, true);
                return reading.by(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // The readers also throw unchecked exceptions where a file is damaged.
            throw new UndecodableImageException("cannot be decoded: " + reason(e), e);
        }
    }

    private static ImageReader reader(ImageInputStream in)
            throws IOException, UndecodableImageException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return reader;
            }
        }
        throw new UndecodableImageException("is no JPEG, PNG, GIF or BMP");
    }

    private static void requireUsualSize(ImageReader reader)
            throws IOException, UndecodableImageException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width < 1 || height < 1) {
            throw new UndecodableImageException("has no pixels");
        }
        if (Math.max(width, height) > LONGEST_SIDE || width * height > MOST_PIXELS) {
            throw new UndecodableImageException(
                    "is too large: %d x %d pixels; at most %d on a side and %d in all are read"
                            .formatted(width, height, LONGEST_SIDE, MOST_PIXELS));
        }
    }

    private static boolean isJpeg(ImageReader reader) throws IOException {
        return reader.getFormatName().equalsIgnoreCase("jpeg");
    }

    private static BufferedImage image(ImageReader reader, byte[] content) throws IOException {
        if (!isJpeg(reader)) {
            return StoredPixels.of(reader.read(0));
        }
        JpegHeader header = JpegHeader.of(content);
        if (header.components() == 4) {
            // As a raster: older JDKs make no image of it, and newer ones make other colours.
            return FourInks.image(reader.readRaster(0, null), header.isYcck());
        }
        ImageReadParam param = reader.getDefaultReadParam();
        param.setDestinationType(unconverted(reader));
        return StoredPixels.of(reader.read(0, param));
    }

    /** Returns the type for which the reader leaves the stored colours as they are. */
    private static ImageTypeSpecifier unconverted(ImageReader reader) throws IOException {
        ImageTypeSpecifier chosen = null;
        for (Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0); types.hasNext(); ) {
            ImageTypeSpecifier type = types.next();
            // The first is the usual one. If there is a profile, one with that follows.
            if (chosen == null || (chosen.getNumBands() == 3 && type.getNumBands() == 3)) {
                chosen = type;
            }
        }
        return chosen;
    }

    private static void requireUndamaged(List<String> warnings) throws UndecodableImageException {
        for (String warning : warnings) {
            if (DAMAGE.stream().anyMatch(warning::contains)) {
                throw new UndecodableImageException("is damaged or cut short: " + warning);
            }
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? "its data make no sense" : e.getMessage();
    }
}
