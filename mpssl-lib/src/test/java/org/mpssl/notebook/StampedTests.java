package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class StampedTests {

    private final LineChart chart =
            Figures.lines(
                    "A title", "x", "y", Line.of("a", new double[] {0, 1}, new double[] {1, 2}));
    private final Bundle plain = chart.bundle();
    private final Bundle stamped = new Stamped(chart, "NO RESULT").bundle();

    private static BufferedImage image(Bundle bundle) throws IOException {
        return ImageIO.read(new ByteArrayInputStream((byte[]) bundle.contents().get(Bundle.PNG)));
    }

    @Test
    void wordsStandFirstInTheText() {
        assertThat(stamped.text()).isEqualTo("NO RESULT. " + plain.text());
    }

    @Test
    void pictureIsCoveredByTheWords() throws IOException {
        BufferedImage before = image(plain);
        BufferedImage after = image(stamped);
        int changed = 0;
        for (int x = 0; x < before.getWidth(); x++) {
            for (int y = 0; y < before.getHeight(); y++) {
                changed +=
                        (before.getRGB(x, y) & 0xFFFFFF) != (after.getRGB(x, y) & 0xFFFFFF) ? 1 : 0;
            }
        }

        assertThat(after.getWidth()).isEqualTo(before.getWidth());
        assertThat(changed / (double) (before.getWidth() * before.getHeight()))
                .isBetween(0.02, 0.4);
    }

    @Test
    void interactiveChartHasTheWordsAcrossAndItsDataAsBefore() {
        JsonNode before = (JsonNode) plain.contents().get(Bundle.PLOTLY);
        JsonNode after = (JsonNode) stamped.contents().get(Bundle.PLOTLY);

        assertThat(after.get("data")).isEqualTo(before.get("data"));
        assertThat(before.at("/layout/annotations").isMissingNode()).isTrue();
        assertThat(after.at("/layout/annotations/0/text").asText()).isEqualTo("NO RESULT");
    }

    @Test
    void textAloneIsStampedToo() {
        Bundle text = new Stamped(Bundle.text("a number"), "NO RESULT").bundle();

        assertThat(text.contents()).containsOnlyKeys(Bundle.TEXT);
        assertThat(text.text()).isEqualTo("NO RESULT. a number");
    }
}
