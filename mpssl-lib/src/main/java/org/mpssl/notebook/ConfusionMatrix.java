package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.mpssl.data.ImageSet;

/**
 * How often which class was taken for which: a row per true class, a column per predicted one.
 *
 * <p>The cells show counts; their colour is the share of the row, so that a class with more images
 * is no darker than others.
 *
 * @param title the title
 * @param classes the K class names
 * @param counts K rows of K counts; row i, column j: images of class i that were taken for class j
 */
public record ConfusionMatrix(String title, List<String> classes, List<List<Integer>> counts)
        implements Chart {

    /**
     * Checks the shape.
     *
     * @param title the title
     * @param classes the K class names
     * @param counts K rows of K counts
     */
    public ConfusionMatrix {
        classes = List.copyOf(classes);
        counts = counts.stream().map(List::copyOf).toList();
        int size = classes.size();
        if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
            throw new IllegalArgumentException(
                    size + " classes need " + size + " rows of as many counts, they are " + counts);
        }
        if (counts.stream().flatMap(List::stream).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("a count is negative: " + counts);
        }
    }

    /**
     * Counts what a classifier said about labelled images.
     *
     * @param title the title
     * @param images N images with their true labels
     * @param predictions the N predicted labels, for instance those of an evaluation
     * @return the matrix
     * @throws IllegalArgumentException if there are not N predictions, or one names no class
     */
    public static ConfusionMatrix of(String title, ImageSet images, int[] predictions) {
        if (predictions.length != images.size()) {
            throw new IllegalArgumentException(
                    "there are %d images and %d predictions"
                            .formatted(images.size(), predictions.length));
        }
        int size = images.classes().size();
        int[][] counts = new int[size][size];
        for (int i = 0; i < predictions.length; i++) {
            if (predictions[i] < 0 || predictions[i] >= size) {
                throw new IllegalArgumentException(
                        "prediction %d of image %d is not one of 0 to %d"
                                .formatted(predictions[i], i, size - 1));
            }
            counts[images.label(i)][predictions[i]]++;
        }
        List<List<Integer>> rows = new ArrayList<>();
        for (int[] row : counts) {
            rows.add(IntStream.of(row).boxed().toList());
        }
        return new ConfusionMatrix(title, images.classes(), rows);
    }

    /** Returns the share of all images that were taken for what they are; NaN without images. */
    public double accuracy() {
        int right = IntStream.range(0, classes.size()).map(i -> counts.get(i).get(i)).sum();
        return right / (double) IntStream.range(0, classes.size()).map(this::total).sum();
    }

    /**
     * Returns the share of a class's images that were taken for what they are.
     *
     * @param label position of the class
     * @return the share, NaN if the class has no images
     */
    public double accuracy(int label) {
        return share(label, label);
    }

    private int total(int label) {
        return counts.get(label).stream().mapToInt(Integer::intValue).sum();
    }

    private double share(int label, int predicted) {
        return counts.get(label).get(predicted) / (double) total(label);
    }

    /** Returns the matrix as a heat map: shares as colours, counts as numbers. */
    HeatMap heatMap() {
        List<List<Double>> shares = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            int row = label;
            shares.add(IntStream.range(0, classes.size()).mapToObj(j -> share(row, j)).toList());
        }
        return new HeatMap(
                title, "predicted class", "true class", classes, classes, shares, counts);
    }

    @Override
    public ObjectNode plotly() {
        return heatMap().plotly();
    }

    @Override
    public byte[] png() {
        return heatMap().png();
    }

    @Override
    public String alt() {
        StringBuilder text = new StringBuilder();
        text.append(title)
                .append(". Confusion matrix, rows: true class, columns: predicted class.");
        text.append(" Accuracy ").append(percent(accuracy())).append("; of each class:");
        for (int label = 0; label < classes.size(); label++) {
            text.append(label == 0 ? " " : "; ").append(classes.get(label)).append(" ");
            text.append(percent(accuracy(label))).append(" of ").append(total(label));
        }
        return text.append(".").toString();
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "none" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
