package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.mpssl.data.ImageSet;

class ConfusionMatrixTests {

    private static final List<String> CLASSES = List.of("coat", "shirt", "bag");

    private static ImageSet images(int... labels) {
        return new ImageSet(1, 1, 1, new byte[labels.length], labels, CLASSES);
    }

    /** Coats: 3 of 4 right, one taken for a shirt; shirts: 1 of 2 right; no bags. */
    private static ConfusionMatrix example() {
        return Figures.confusion(
                "Test images", images(0, 0, 0, 0, 1, 1), new int[] {0, 1, 0, 0, 1, 2});
    }

    @Test
    void everyImageIsCountedByWhatItIsAndWhatItWasTakenFor() {
        ConfusionMatrix matrix = example();
        assertThat(matrix.counts())
                .containsExactly(List.of(3, 1, 0), List.of(0, 1, 1), List.of(0, 0, 0));
        assertThat(matrix.accuracy()).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(matrix.accuracy(0)).isEqualTo(0.75);
        assertThat(matrix.accuracy(2)).isNaN();
        assertThat(matrix.alt())
                .isEqualTo(
                        "Test images. Confusion matrix, rows: true class, columns: predicted class."
                                + " Accuracy 66.7 %; of each class: coat 75.0 % of 4; shirt 50.0 % of"
                                + " 2; bag none of 0.");
    }

    @Test
    void cellsShowCountsInTheColourOfShares() {
        JsonNode trace = example().plotly().at("/data/0");
        assertThat(trace.at("/z/0/1").asDouble()).isEqualTo(0.25);
        assertThat(trace.at("/text/0/1").asText()).isEqualTo("1");
        assertThat(trace.at("/z/2/0").isNull()).isTrue();
        assertThat(trace.at("/texttemplate").asText()).isEqualTo("%{text}");

        List<? extends Number[]> cells =
                example().heatMap().twin().getHeatMapSeries().getHeatData();
        assertThat(cells).hasSize(6);
        DecimalFormat format = new DecimalFormat("0", new DecimalFormatSymbols(Locale.ROOT));
        Number[] cell = cells.get(0);
        Number first = cell[2];
        assertThat(first.doubleValue()).isEqualTo(0.75);
        assertThat(format.format(first)).isEqualTo("3");
    }

    @Test
    void aHeatMapOfWholeNumbersShowsNoDecimals() {
        HeatMap whole = map(12, 0);
        assertThat(whole.plotly().at("/data/0/texttemplate").asText()).isEqualTo("%{z:.0f}");
        assertThat(whole.twin().getStyler().getHeatMapValueDecimalPattern()).isEqualTo("0");
        HeatMap shares = map(0.5, 1);
        assertThat(shares.plotly().at("/data/0/texttemplate").asText()).isEqualTo("%{z:.2f}");
        assertThat(shares.twin().getStyler().getHeatMapValueDecimalPattern()).isEqualTo("0.00");
    }

    private static HeatMap map(double... row) {
        return Figures.heatMap(
                "t", "x", "y", List.of("a", "b"), List.of("c"), new double[][] {row});
    }

    @Test
    void coloursReachAsFarBelowZeroAsAbove() {
        JsonNode mixed = map(-4, 1).plotly().at("/data/0");
        assertThat(mixed.at("/zmin").asDouble()).isEqualTo(-4);
        assertThat(mixed.at("/zmax").asDouble()).isEqualTo(4);
        assertThat(mixed.at("/colorscale/4").toString()).isEqualTo("[0.5,\"#FFFFFF\"]");
        assertThat(map(0, 0).plotly().at("/data/0/zmax").asDouble()).isEqualTo(1);
    }

    @Test
    void predictionsThatDoNotBelongToTheImagesAreNamed() {
        assertThatThrownBy(() -> Figures.confusion("t", images(0, 1), new int[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 2 images and 3 predictions");
        assertThatThrownBy(() -> Figures.confusion("t", images(0, 1), new int[] {0, 3}))
                .hasMessage("prediction 3 of image 1 is not one of 0 to 2");
        assertThatThrownBy(() -> new ConfusionMatrix("t", CLASSES, List.of(List.of(1, 2))))
                .hasMessageContaining("3 classes need 3 rows");
        assertThatThrownBy(() -> new ConfusionMatrix("t", List.of("a"), List.of(List.of(-1))))
                .hasMessageContaining("negative");
        assertThatThrownBy(
                        () ->
                                new HeatMap(
                                        "t",
                                        "x",
                                        "y",
                                        List.of("a"),
                                        List.of("b"),
                                        List.of(List.of(1.0)),
                                        List.of(List.of(1, 2))))
                .hasMessageContaining("a count for each value");
    }
}
