package org.mpssl.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.mpssl.data.ImageSet;

/**
 * Images in rows and columns, with labels: the samples of a data set, of a generator, before and
 * after.
 *
 * @param title the title, empty for none
 * @param columns what stands above the columns, empty for nothing
 * @param rows the rows
 */
public record SampleGrid(String title, List<String> columns, List<Row> rows) implements Showable {

    /**
     * A row of images.
     *
     * @param label what stands before the row, empty for nothing
     * @param pictures the images
     */
    public record Row(String label, List<Picture> pictures) {

        /**
         * Copies the images.
         *
         * @param label what stands before the row, empty for nothing
         * @param pictures the images
         */
        public Row {
            Objects.requireNonNull(label, "label");
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * Copies the lists.
     *
     * @param title the title, empty for none
     * @param columns what stands above the columns, empty for nothing
     * @param rows the rows
     */
    public SampleGrid {
        Objects.requireNonNull(title, "title");
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * Returns an empty grid, to which rows are added.
     *
     * @param title the title, empty for none
     * @param columns what stands above the columns, nothing for no headers
     * @return the grid
     */
    public static SampleGrid of(String title, String... columns) {
        return new SampleGrid(title, List.of(columns), List.of());
    }

    /**
     * Returns a grid of unlabelled rows that holds all of the images in their order.
     *
     * @param title the title, empty for none
     * @param pictures the images
     * @param perRow how many stand in a row
     * @return the grid
     */
    public static SampleGrid of(String title, List<Picture> pictures, int perRow) {
        if (perRow < 1) {
            throw new IllegalArgumentException("a row holds at least one image, not " + perRow);
        }
        SampleGrid grid = of(title);
        for (int from = 0; from < pictures.size(); from += perRow) {
            int to = Math.min(from + perRow, pictures.size());
            grid = grid.row("", pictures.subList(from, to));
        }
        return grid;
    }

    /**
     * Returns a grid with a row per class, which says how many images the class has.
     *
     * @param title the title, empty for none
     * @param images labelled images
     * @param most how many of each class are shown, the first ones
     * @return the grid
     */
    public static SampleGrid byClass(String title, ImageSet images, int most) {
        SampleGrid grid = of(title);
        for (int label = 0; label < images.classes().size(); label++) {
            int[] all = images.byClass(label);
            int[] shown = Arrays.copyOf(all, Math.min(all.length, most));
            String name = images.classes().get(label) + " (" + all.length + ")";
            grid = grid.row(name, Picture.all(images, shown));
        }
        return grid;
    }

    /**
     * Returns this grid with one more row below.
     *
     * @param label what stands before the row, empty for nothing
     * @param pictures the images
     * @return the larger grid
     */
    public SampleGrid row(String label, List<Picture> pictures) {
        List<Row> all = new ArrayList<>(rows);
        all.add(new Row(label, pictures));
        return new SampleGrid(title, columns, all);
    }

    /** Returns how many images stand in the longest row. */
    int breadth() {
        return rows.stream().mapToInt(row -> row.pictures().size()).max().orElse(0);
    }

    /** Returns the grid as a PNG file. */
    public byte[] png() {
        return new GridPainter(this).png();
    }

    /** Returns in words what the grid shows. */
    public String alt() {
        int count = rows.stream().mapToInt(row -> row.pictures().size()).sum();
        StringBuilder text = new StringBuilder();
        text.append(title.isEmpty() ? "" : title + ". ").append(count).append(" images in ");
        text.append(rows.size()).append(rows.size() == 1 ? " row" : " rows");
        List<String> labels = rows.stream().map(Row::label).filter(l -> !l.isEmpty()).toList();
        text.append(labels.isEmpty() ? "" : "; rows: " + String.join(" | ", labels));
        text.append(columns.isEmpty() ? "" : "; columns: " + String.join(" | ", columns));
        return text.append(".").toString();
    }

    @Override
    public Bundle bundle() {
        return Bundle.picture(png(), alt());
    }
}
