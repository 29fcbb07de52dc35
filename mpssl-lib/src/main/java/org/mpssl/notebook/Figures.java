package org.mpssl.notebook;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.mpssl.data.ImageSet;
import org.mpssl.train.Evaluation;
import org.mpssl.train.RunResult;
import tech.tablesaw.plotly.components.Figure;

/** The charts of the workbench, one call each. */
public final class Figures {

    private Figures() {}

    /**
     * Returns lines over a number, for instance learning curves.
     *
     * @param title the title
     * @param xLabel what the horizontal axis shows
     * @param yLabel what the vertical axis shows
     * @param lines the lines
     * @return the chart
     */
    public static LineChart lines(String title, String xLabel, String yLabel, Line... lines) {
        return new LineChart(title, xLabel, yLabel, List.of(lines));
    }

    /**
     * Returns bars of means over seeds.
     *
     * @param title the title
     * @param yLabel what the bars measure
     * @param bars the bars
     * @return the chart
     */
    public static BarChart bars(String title, String yLabel, Bar... bars) {
        return new BarChart(title, yLabel, List.of(bars));
    }

    /**
     * Returns points by group.
     *
     * @param title the title
     * @param xLabel what the horizontal axis shows
     * @param yLabel what the vertical axis shows
     * @param groups the groups
     * @return the chart
     */
    public static ScatterChart scatter(
            String title, String xLabel, String yLabel, Points... groups) {
        return new ScatterChart(title, xLabel, yLabel, List.of(groups));
    }

    /**
     * Returns a table of numbers in colours.
     *
     * @param title the title
     * @param xLabel what the columns are
     * @param yLabel what the rows are
     * @param columns names of the columns
     * @param rows names of the rows
     * @param values the numbers, by row
     * @return the chart
     */
    public static HeatMap heatMap(
            String title,
            String xLabel,
            String yLabel,
            List<String> columns,
            List<String> rows,
            double[][] values) {
        return new HeatMap(
                title,
                xLabel,
                yLabel,
                columns,
                rows,
                Arrays.stream(values).map(Numbers::list).toList());
    }

    /**
     * Returns how often which class was taken for which.
     *
     * @param title the title
     * @param images N images with their true labels
     * @param predictions the N predicted labels, for instance {@code
     *     experiment.evaluate(images).predictions()}
     * @return the chart
     * @throws IllegalArgumentException if there are not N predictions, or one names no class
     */
    public static ConfusionMatrix confusion(String title, ImageSet images, int[] predictions) {
        return ConfusionMatrix.of(title, images, predictions);
    }

    /**
     * Returns how numbers of several groups are distributed.
     *
     * @param title the title
     * @param xLabel what the numbers are
     * @param from where the first bin begins
     * @param to where the last bin ends; the outermost bins take what lies beyond them
     * @param bins how many bins
     * @param groups the groups
     * @return the chart
     * @throws IllegalArgumentException if {@code from} is not below {@code to} or there is no bin
     */
    public static Histogram histogram(
            String title, String xLabel, double from, double to, int bins, Values... groups) {
        return new Histogram(title, xLabel, from, to, bins, List.of(groups));
    }

    /**
     * Returns how confidences of several groups are distributed, in bins of 0.05 from 0 to 1.
     *
     * @param title the title
     * @param groups the largest probability of each image, by group
     * @return the chart
     */
    public static Histogram confidences(String title, Values... groups) {
        return histogram(title, "confidence", 0, 1, 20, groups);
    }

    /**
     * Returns the validation accuracy of a run over its steps, with the test accuracies that came
     * out; the main figures stand in the title.
     *
     * @param result the run; one that was stopped has no test accuracies
     * @return the chart
     */
    public static LineChart curve(RunResult result) {
        String title =
                "%s, seed %d: %s in %d s"
                        .formatted(
                                result.spec().method(),
                                result.spec().seed(),
                                result.stopped()
                                        ? "stopped"
                                        : "test %s, last step %s"
                                                .formatted(
                                                        Tables.percent(result.test()),
                                                        Tables.percent(result.last())),
                                Math.round(result.seconds()));
        List<Line> lines = new ArrayList<>();
        double[] steps = result.history().stream().mapToDouble(Evaluation::step).toArray();
        double[] accuracies = result.history().stream().mapToDouble(Evaluation::accuracy).toArray();
        lines.add(Line.of("validation", steps, accuracies));
        if (!result.stopped()) {
            lines.add(point("test, best step", result.bestStep(), result.test()));
            lines.add(point("test, last step", result.spec().steps(), result.last()));
        }
        return new LineChart(title, "step", "accuracy", lines);
    }

    private static Line point(String name, double x, double y) {
        return Line.of(name, new double[] {x}, new double[] {y});
    }

    /**
     * Shows a picture that was drawn elsewhere.
     *
     * @param alt what it shows, in words
     * @param image the picture
     * @return the bundle
     */
    public static Bundle picture(String alt, BufferedImage image) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return Bundle.picture(png.toByteArray(), alt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns any other jsplot figure, in its interactive form only.
     *
     * @param figure the figure
     * @return the bundle
     */
    public static Bundle bundle(Figure figure) {
        return Bundle.text("An interactive figure; it shows in JupyterLab.")
                .with(Bundle.PLOTLY, PlotlyJson.of(figure));
    }
}
