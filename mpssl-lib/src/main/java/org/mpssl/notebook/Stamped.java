package org.mpssl.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.mpssl.chart.ChartStyle;

/**
 * A figure with words across it that nobody overlooks, in every form that it has: in a rehearsal,
 * that it shows no result.
 *
 * @param figure the figure
 * @param words few of them
 */
public record Stamped(Showable figure, String words) implements Showable {

    private static final Color INK = new Color(170, 30, 30);
    private static final float STRENGTH = 0.45f;
    private static final float EDGE_STRENGTH = 0.5f;
    private static final int SIZE = 40;
    private static final double SHARE = 0.8;

    @Override
    public Bundle bundle() {
        Bundle plain = figure.bundle();
        Bundle stamped = plain.with(Bundle.TEXT, words + ". " + plain.text());
        if (plain.contents().get(Bundle.PNG) instanceof byte[] png) {
            stamped = stamped.with(Bundle.PNG, drawn(png));
        }
        if (plain.contents().get(Bundle.PLOTLY) instanceof JsonNode chart) {
            stamped = stamped.with(Bundle.PLOTLY, annotated(chart));
        }
        return stamped;
    }

    private byte[] drawn(byte[] png) {
        try {
            BufferedImage plain = ImageIO.read(new ByteArrayInputStream(png));
            BufferedImage image =
                    new BufferedImage(
                            plain.getWidth(), plain.getHeight(), BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = image.createGraphics();
            pen.drawImage(plain, 0, 0, null);
            stamp(pen, image.getWidth(), image.getHeight());
            pen.dispose();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Draws the words in red with a light edge, so that they stand out of photographs as well. */
    private void stamp(Graphics2D pen, int width, int height) {
        Font font = ChartStyle.font(Font.BOLD, SIZE);
        double wide = pen.getFontMetrics(font).stringWidth(words);
        GlyphVector glyphs =
                font.deriveFont((float) (SIZE * SHARE * width / wide))
                        .createGlyphVector(pen.getFontRenderContext(), words);
        Rectangle2D box = glyphs.getVisualBounds();
        Shape outline =
                glyphs.getOutline(
                        (float) ((width - box.getWidth()) / 2 - box.getX()),
                        (float) ((height - box.getHeight()) / 2 - box.getY()));
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, EDGE_STRENGTH));
        pen.setColor(Color.WHITE);
        pen.setStroke(new BasicStroke((float) (box.getHeight() / 8)));
        pen.draw(outline);
        pen.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, STRENGTH));
        pen.setColor(INK);
        pen.fill(outline);
    }

    private ObjectNode annotated(JsonNode chart) {
        ObjectNode copy = chart.deepCopy();
        ObjectNode layout = (ObjectNode) copy.get("layout");
        ArrayNode annotations =
                layout.get("annotations") instanceof ArrayNode some
                        ? some
                        : layout.putArray("annotations");
        ObjectNode stamp = annotations.addObject();
        stamp.put("text", words)
                .put("xref", "paper")
                .put("yref", "paper")
                .put("x", 0.5)
                .put("y", 0.5)
                .put("showarrow", false)
                .put("opacity", STRENGTH);
        stamp.putObject("font").put("size", 34).put("color", Theme.css(INK));
        return copy;
    }
}
