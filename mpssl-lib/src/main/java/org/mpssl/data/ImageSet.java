package org.mpssl.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.mpssl.tensor.OwnedArrays;

/**
 * Labelled images: N images of H x W x C unsigned bytes and N labels; never changes.
 *
 * <p>Pixels stay bytes until a batch is asked for, in memory or, of large datasets, in their file.
 * A set that is chosen from another shares its pixels.
 */
public final class ImageSet {

    private final int height;
    private final int width;
    private final int channels;
    private final Pixels pixels;

    /** Where each image stands in {@code pixels}. */
    private final int[] positions;

    private final int[] labels;
    private final List<String> classes;

    /**
     * Makes a set; the arrays are taken over, not copied, and must not be changed afterwards.
     *
     * @param height rows of an image
     * @param width columns of an image
     * @param channels 1 for grey, 3 for colour
     * @param pixels unsigned bytes (N, H, W, C), row-major
     * @param labels (N) positions in {@code classes}
     * @param classes the class names
     */
    public ImageSet(
            int height,
            int width,
            int channels,
            byte[] pixels,
            int[] labels,
            List<String> classes) {
        this(
                height,
                width,
                channels,
                new Pixels.Held(pixels, imageBytes(height, width, channels)),
                labels,
                classes);
    }

    /** Makes a set of all images in some pixels. */
    ImageSet(
            int height,
            int width,
            int channels,
            Pixels pixels,
            int[] labels,
            List<String> classes) {
        this(height, width, channels, pixels, all(labels.length), labels, classes);
        long needed = (long) size() * imageBytes();
        if (pixels.size() != needed) {
            throw new IllegalArgumentException(
                    "%d images %s need %d pixel bytes, there are %d"
                            .formatted(size(), shape(), needed, pixels.size()));
        }
    }

    private ImageSet(
            int height,
            int width,
            int channels,
            Pixels pixels,
            int[] positions,
            int[] labels,
            List<String> classes) {
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.pixels = pixels;
        this.positions = positions;
        this.labels = labels;
        this.classes = List.copyOf(classes);
        for (int label : labels) {
            if (label < 0 || label >= this.classes.size()) {
                throw new IllegalArgumentException(
                        "label " + label + " is not one of 0 to " + (this.classes.size() - 1));
            }
        }
    }

    private static int[] all(int count) {
        return IntStream.range(0, count).toArray();
    }

    /** Returns N, how many images there are. */
    public int size() {
        return labels.length;
    }

    /** Returns H, the rows of an image. */
    public int height() {
        return height;
    }

    /** Returns W, the columns of an image. */
    public int width() {
        return width;
    }

    /** Returns C, the channels of an image. */
    public int channels() {
        return channels;
    }

    /** Returns the class names; a label is a position in this list. */
    public List<String> classes() {
        return classes;
    }

    /** Returns the label of one image. */
    public int label(int index) {
        return labels[index];
    }

    /** Returns all labels, a copy of (N). */
    public int[] labels() {
        return labels.clone();
    }

    /** Returns the pixels of one image, a copy of (H, W, C) unsigned bytes. */
    public byte[] pixels(int index) {
        return gather(new int[] {index});
    }

    /** Returns all pixels, a copy of (N, H, W, C) unsigned bytes. */
    public byte[] pixels() {
        return gather(all(size()));
    }

    /** Returns the bytes (n, H, W, C) of the chosen images. */
    private byte[] gather(int[] indices) {
        byte[] bytes = new byte[Math.multiplyExact(indices.length, imageBytes())];
        for (int i = 0; i < indices.length; i++) {
            Objects.checkIndex(indices[i], size());
            pixels.copy(positions[indices[i]], bytes, i * imageBytes());
        }
        return bytes;
    }

    /** Returns whether pixels are read from a file while they are used. */
    boolean isMapped() {
        return pixels.isMapped();
    }

    /** Returns whether another set could be joined to this one. */
    boolean fits(ImageSet other) {
        return shape().equals(other.shape()) && classes.equals(other.classes);
    }

    /**
     * Returns the chosen images in the order given.
     *
     * @param indices positions in this set; one may come more than once
     * @return a set of its own that shares the pixels
     */
    public ImageSet select(int[] indices) {
        int[] chosen = new int[indices.length];
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            Objects.checkIndex(indices[i], size());
            chosen[i] = positions[indices[i]];
            chosenLabels[i] = labels[indices[i]];
        }
        return new ImageSet(height, width, channels, pixels, chosen, chosenLabels, classes);
    }

    /** Returns the positions of the images of a class, ascending. */
    public int[] byClass(int label) {
        return IntStream.range(0, size()).filter(i -> labels[i] == label).toArray();
    }

    /** Returns how many images each class has. */
    public int[] perClass() {
        int[] counts = new int[classes.size()];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /**
     * Returns the images whose label the map knows, with their new labels, in the old order.
     *
     * @param newLabels for every old label its new one, or -1 to leave its images out
     * @param newClasses the names of the new labels
     * @return a set of its own
     */
    public ImageSet relabel(int[] newLabels, List<String> newClasses) {
        int[] kept = IntStream.range(0, size()).filter(i -> newLabels[labels[i]] >= 0).toArray();
        ImageSet chosen = select(kept);
        int[] mapped = Arrays.stream(chosen.labels).map(label -> newLabels[label]).toArray();
        return new ImageSet(height, width, channels, pixels, chosen.positions, mapped, newClasses);
    }

    /**
     * Returns this set followed by another of the same shape and classes.
     *
     * @param other the images to add
     * @return a set of its own
     */
    public ImageSet concat(ImageSet other) {
        if (!fits(other)) {
            throw new IllegalArgumentException("cannot join " + this + " and " + other);
        }
        int[] joinedLabels = join(labels, other.labels, 0);
        if (pixels == other.pixels) {
            int[] joined = join(positions, other.positions, 0);
            return new ImageSet(height, width, channels, pixels, joined, joinedLabels, classes);
        }
        int count = (int) (pixels.size() / imageBytes());
        return new ImageSet(
                height,
                width,
                channels,
                new Pixels.Joined(pixels, count, other.pixels),
                join(positions, other.positions, count),
                joinedLabels,
                classes);
    }

    private static int[] join(int[] first, int[] second, int added) {
        return IntStream.concat(Arrays.stream(first), Arrays.stream(second).map(i -> i + added))
                .toArray();
    }

    /**
     * Returns a batch (n, C, H + 2 p, W + 2 p) with values in [0, 1] and a border of zeros.
     *
     * @param manager owns the batch
     * @param indices the n images
     * @param type {@code FLOAT32} or {@code FLOAT64}
     * @param padding p, rows and columns of zeros on every side (2 makes 32 pixels of 28)
     * @return the batch
     */
    public NDArray toArray(NDManager manager, int[] indices, DataType type, int padding) {
        if (type != DataType.FLOAT32 && type != DataType.FLOAT64) {
            throw new IllegalArgumentException("images come as FLOAT32 or FLOAT64, not as " + type);
        }
        return planes(indices, padding).toArray(manager, type);
    }

    /**
     * Reads a batch and orders its bytes; the part of {@link #toArray} that needs no device.
     *
     * @param indices the n images
     * @param padding p, rows and columns of zeros on every side
     * @return the batch as bytes
     */
    Planes planes(int[] indices, int padding) {
        return Planes.of(gather(indices), indices.length, height, width, channels, padding);
    }

    /** Returns the labels of a batch, (n) INT64, owned by the manager. */
    public NDArray labelArray(NDManager manager, int[] indices) {
        long[] chosen = Arrays.stream(indices).mapToLong(i -> labels[i]).toArray();
        return OwnedArrays.of(manager, chosen, new Shape(indices.length));
    }

    @Override
    public String toString() {
        return size() + " images " + shape() + " of " + classes;
    }

    private String shape() {
        return height + "x" + width + "x" + channels;
    }

    private int imageBytes() {
        return imageBytes(height, width, channels);
    }

    private static int imageBytes(int height, int width, int channels) {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "an image needs a pixel, it is %dx%dx%d".formatted(height, width, channels));
        }
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }
}
