package org.mpssl.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Labelled images in memory: N images of H x W x C unsigned bytes and N labels; never changes.
 *
 * <p>Pixels stay bytes until a batch is asked for, so a whole dataset costs a quarter of its float
 * form.
 */
public final class ImageSet {

    private final int height;
    private final int width;
    private final int channels;
    private final byte[] pixels;
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
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.pixels = Objects.requireNonNull(pixels, "pixels");
        this.labels = Objects.requireNonNull(labels, "labels");
        this.classes = List.copyOf(classes);
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("an image needs a pixel, it is " + shape());
        }
        long needed = (long) labels.length * imageBytes();
        if (pixels.length != needed) {
            String images = labels.length + " images " + shape();
            throw new IllegalArgumentException(
                    images + " need " + needed + " pixel bytes, there are " + pixels.length);
        }
        for (int label : labels) {
            if (label < 0 || label >= this.classes.size()) {
                throw new IllegalArgumentException(
                        "label " + label + " is not one of 0 to " + (this.classes.size() - 1));
            }
        }
    }

    /**
     * Returns how many images there are.
     *
     * @return N
     */
    public int size() {
        return labels.length;
    }

    /**
     * Returns the rows of an image.
     *
     * @return H
     */
    public int height() {
        return height;
    }

    /**
     * Returns the columns of an image.
     *
     * @return W
     */
    public int width() {
        return width;
    }

    /**
     * Returns the channels of an image.
     *
     * @return C
     */
    public int channels() {
        return channels;
    }

    /**
     * Returns the class names; a label is a position in this list.
     *
     * @return the names
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * Returns the label of one image.
     *
     * @param index the image
     * @return its label
     */
    public int label(int index) {
        return labels[index];
    }

    /**
     * Returns all labels, a copy of (N).
     *
     * @return the labels
     */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * Returns the pixels of one image, a copy of (H, W, C) unsigned bytes.
     *
     * @param index the image
     * @return its pixels
     */
    public byte[] pixels(int index) {
        Objects.checkIndex(index, size());
        return Arrays.copyOfRange(pixels, index * imageBytes(), (index + 1) * imageBytes());
    }

    /**
     * Returns all pixels, a copy of (N, H, W, C) unsigned bytes.
     *
     * @return the pixels
     */
    public byte[] pixels() {
        return pixels.clone();
    }

    /** Returns whether another set could be joined to this one. */
    boolean fits(ImageSet other) {
        return shape().equals(other.shape()) && classes.equals(other.classes);
    }

    /**
     * Returns the chosen images in the order given.
     *
     * @param indices positions in this set; one may come more than once
     * @return a set of its own
     */
    public ImageSet select(int[] indices) {
        byte[] chosen = new byte[Math.multiplyExact(indices.length, imageBytes())];
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            Objects.checkIndex(indices[i], size());
            System.arraycopy(
                    pixels, indices[i] * imageBytes(), chosen, i * imageBytes(), imageBytes());
            chosenLabels[i] = labels[indices[i]];
        }
        return new ImageSet(height, width, channels, chosen, chosenLabels, classes);
    }

    /**
     * Returns the positions of the images of a class, ascending.
     *
     * @param label the class
     * @return positions in this set
     */
    public int[] byClass(int label) {
        return IntStream.range(0, size()).filter(i -> labels[i] == label).toArray();
    }

    /**
     * Returns how many images each class has.
     *
     * @return one number per class name
     */
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
        return new ImageSet(height, width, channels, chosen.pixels, mapped, newClasses);
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
        byte[] joined = Arrays.copyOf(pixels, Math.addExact(pixels.length, other.pixels.length));
        System.arraycopy(other.pixels, 0, joined, pixels.length, other.pixels.length);
        int[] joinedLabels = Arrays.copyOf(labels, size() + other.size());
        System.arraycopy(other.labels, 0, joinedLabels, size(), other.size());
        return new ImageSet(height, width, channels, joined, joinedLabels, classes);
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
        for (int index : indices) {
            Objects.checkIndex(index, size());
        }
        Planes planes = new Planes(height, width, channels, padding);
        Shape shape = new Shape(indices.length, channels, planes.rows(), planes.columns());
        float[] greys = planes.of(pixels, indices);
        return switch (type) {
            case FLOAT32 -> manager.create(Planes.fractions(greys), shape);
            case FLOAT64 -> manager.create(Planes.doubleFractions(greys), shape);
            default ->
                    throw new IllegalArgumentException(
                            "images come as FLOAT32 or FLOAT64, not as " + type);
        };
    }

    /**
     * Returns the labels of a batch, (n) INT64.
     *
     * @param manager owns the result
     * @param indices the n images
     * @return the labels
     */
    public NDArray labelArray(NDManager manager, int[] indices) {
        return manager.create(
                Arrays.stream(indices).mapToLong(i -> labels[i]).toArray(),
                new Shape(indices.length));
    }

    @Override
    public String toString() {
        return size() + " images " + shape() + " of " + classes;
    }

    private String shape() {
        return height + "x" + width + "x" + channels;
    }

    private int imageBytes() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }
}
