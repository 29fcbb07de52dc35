package org.mpssl.notebook;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.mpssl.chart.ChartStyle;

/** Draws a {@link SampleGrid}. */
final class GridPainter {

    private static final int GAP = 4;
    private static final int PADDING = 10;

    /** What the pictures are scaled to; a grid of very many is wider, and shrunk by the page. */
    private static final int WIDEST = 820;

    /** A cell is enlarged up to this and shrunk from beyond it. */
    private static final int LARGEST_CELL = 96;

    private static final int SMALLEST_CELL = 16;
    private static final int LONGEST_LABEL = 180;
    private static final int LINE_HEIGHT = 15;

    private final SampleGrid grid;
    private final Font titleFont = ChartStyle.font(Font.PLAIN, 16);
    private final Font labelFont = ChartStyle.font(Font.PLAIN, 13);
    private final Font headerFont = ChartStyle.font(Font.PLAIN, 12);
    private final int cellWidth;
    private final int cellHeight;
    private final int labelWidth;
    private final List<List<String>> headers = new ArrayList<>();

    GridPainter(SampleGrid grid) {
        this.grid = grid;
        Graphics2D probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        FontMetrics labels = probe.getFontMetrics(labelFont);
        int widest =
                grid.rows().stream()
                        .mapToInt(row -> labels.stringWidth(line(row.label())))
                        .max()
                        .orElse(0);
        labelWidth = widest == 0 ? 0 : Math.min(widest, LONGEST_LABEL) + 10;
        int room = (WIDEST - 2 * PADDING - labelWidth) / Math.max(1, grid.breadth()) - GAP;
        int largest = Math.max(SMALLEST_CELL, Math.min(room, LARGEST_CELL));
        int width = pictures().mapToInt(Picture::width).max().orElse(1);
        int height = pictures().mapToInt(Picture::height).max().orElse(1);
        double scale = scale(largest, Math.max(width, height));
        cellWidth = Math.max(1, (int) Math.round(width * scale));
        cellHeight = Math.max(1, (int) Math.round(height * scale));
        FontMetrics small = probe.getFontMetrics(headerFont);
        grid.columns().forEach(text -> headers.add(lines(line(text), small, cellWidth)));
        probe.dispose();
    }

    /** Enlarges by whole numbers only, so that every pixel stays a square of the same size. */
    private static double scale(int largest, int size) {
        int whole = largest / size;
        return whole >= 1 ? whole : largest / (double) size;
    }

    private Stream<Picture> pictures() {
        return grid.rows().stream().flatMap(row -> row.pictures().stream());
    }

    byte[] png() {
        int breadth = Math.max(grid.breadth(), grid.columns().size());
        int lines = headers.stream().mapToInt(List::size).max().orElse(0);
        int titleHeight = grid.title().isEmpty() ? 0 : 28;
        int top = PADDING + titleHeight + lines * LINE_HEIGHT + (lines == 0 ? 0 : 4);
        int left = PADDING + labelWidth;
        int width = left + breadth * (cellWidth + GAP) - GAP + PADDING;
        int height = top + grid.rows().size() * (cellHeight + GAP) - GAP + PADDING;
        BufferedImage canvas = canvas(Math.max(width, titleWidth()), Math.max(height, 40));
        Graphics2D pen = canvas.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        pen.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(ChartStyle.INK);
        pen.setFont(titleFont);
        pen.drawString(line(grid.title()), PADDING, PADDING + 15);
        drawHeaders(pen, left, top);
        for (int row = 0; row < grid.rows().size(); row++) {
            drawRow(pen, grid.rows().get(row), left, top + row * (cellHeight + GAP));
        }
        pen.dispose();
        return encode(canvas);
    }

    private int titleWidth() {
        Graphics2D probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        int width = probe.getFontMetrics(titleFont).stringWidth(line(grid.title()));
        probe.dispose();
        return width + 2 * PADDING;
    }

    /** Grey pictures in a grey file: it is a third of the size. */
    private BufferedImage canvas(int width, int height) {
        boolean grey = pictures().allMatch(Picture::isGrey);
        int type = grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        return new BufferedImage(width, height, type);
    }

    private void drawHeaders(Graphics2D pen, int left, int top) {
        pen.setFont(headerFont);
        FontMetrics metrics = pen.getFontMetrics();
        for (int column = 0; column < headers.size(); column++) {
            List<String> lines = headers.get(column);
            int middle = left + column * (cellWidth + GAP) + cellWidth / 2;
            for (int i = 0; i < lines.size(); i++) {
                int x = middle - metrics.stringWidth(lines.get(i)) / 2;
                pen.drawString(lines.get(i), x, top - 7 - (lines.size() - 1 - i) * LINE_HEIGHT);
            }
        }
    }

    private void drawRow(Graphics2D pen, SampleGrid.Row row, int left, int top) {
        pen.setFont(labelFont);
        FontMetrics metrics = pen.getFontMetrics();
        String label = ChartStyle.cut(line(row.label()), metrics, LONGEST_LABEL);
        int baseline = top + (cellHeight + metrics.getAscent() - metrics.getDescent()) / 2;
        pen.drawString(label, left - 10 - metrics.stringWidth(label), baseline);
        for (int column = 0; column < row.pictures().size(); column++) {
            int x = left + column * (cellWidth + GAP);
            drawPicture(pen, row.pictures().get(column), x, top);
        }
    }

    private void drawPicture(Graphics2D pen, Picture picture, int x, int y) {
        BufferedImage image = picture.image();
        double scale =
                Math.min(
                        cellWidth / (double) image.getWidth(),
                        cellHeight / (double) image.getHeight());
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        if (scale < 1) {
            Image small = image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING);
            pen.drawImage(small, x, y, null);
        } else {
            pen.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION,
                    RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            pen.drawImage(image, x, y, width, height, null);
        }
    }

    /** Breaks a header into two lines at most, each no wider than its column. */
    private static List<String> lines(String text, FontMetrics metrics, int width) {
        if (metrics.stringWidth(text) <= width) {
            return List.of(text);
        }
        for (int i = text.length() - 1; i > 0; i--) {
            String head = text.substring(0, i).strip();
            boolean breakable = " /-".indexOf(text.charAt(i - 1)) >= 0;
            if (breakable && metrics.stringWidth(head) <= width) {
                return List.of(head, ChartStyle.cut(text.substring(i).strip(), metrics, width));
            }
        }
        return List.of(ChartStyle.cut(text, metrics, width));
    }

    private static String line(String text) {
        return text.isBlank() ? "" : Theme.fit(text);
    }

    private static byte[] encode(BufferedImage canvas) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(canvas, "png", bytes);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }
}
