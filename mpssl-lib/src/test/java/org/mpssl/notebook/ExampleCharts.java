package org.mpssl.notebook;

import java.util.List;
import org.mpssl.data.ImageSet;

/** One chart of each kind for the tests, with any texts. */
final class ExampleCharts {

    private ExampleCharts() {}

    static LineChart lines(String title, String label, String name) {
        double[] x = new double[40];
        double[][] runs = new double[3][40];
        double[] other = new double[40];
        for (int i = 0; i < x.length; i++) {
            x[i] = 30 * i;
            for (int run = 0; run < 3; run++) {
                runs[run][i] = 0.75 - 0.6 * Math.exp(-i / 9.0) + 0.02 * Math.sin(i + 2 * run);
            }
            other[i] = i == 20 ? Double.NaN : 0.68 - 0.5 * Math.exp(-i / 12.0);
        }
        return Figures.lines(
                title, label, label, Line.mean(name, x, runs), Line.of("other", x, other));
    }

    static BarChart bars(String title, String label, String name) {
        return Figures.bars(
                title,
                label,
                Bar.of("Base", 0.702, 0.711, 0.695),
                Bar.of("P-SSL", 0.724, 0.731, 0.719),
                Bar.of(name, 0.735, 0.752, 0.741),
                Bar.of("3.0", 0.76));
    }

    static ScatterChart scatter(String title, String label, String name) {
        double[] x = new double[60];
        double[] y = new double[60];
        double[] z = new double[60];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.sin(1.7 * i) + 0.01 * i;
            y[i] = Math.cos(2.9 * i);
            z[i] = y[i] + 1.5;
        }
        return Figures.scatter(
                title, label, label, Points.of(name, x, y), Points.of("other", x, z));
    }

    static HeatMap heatMap(String title, String label, String name) {
        List<String> columns = List.of(name, "2", "sandal", "false", "bag");
        double[][] values = new double[3][5];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 5; column++) {
                values[row][column] = row == column ? 0.72 : 0.07;
            }
        }
        values[2][4] = Double.NaN;
        return Figures.heatMap(
                title, label, label, columns, List.of("upper", "lower", "shoe"), values);
    }

    /** Charts whose vertical axis has a name of its own. */
    static List<Chart> others(String title, String label, String name) {
        ImageSet images =
                new ImageSet(
                        1, 1, 1, new byte[5], new int[] {0, 0, 1, 1, 1}, List.of(name, "other"));
        return List.of(
                Figures.confusion(title, images, new int[] {0, 1, 1, 1, 0}),
                Figures.histogram(
                        title,
                        label,
                        0,
                        1,
                        10,
                        Values.of(name, 0.2, 0.9, 0.95, 1),
                        Values.of("other", 0.3)));
    }

    static List<Chart> all(String title, String label, String name) {
        return List.of(
                lines(title, label, name),
                bars(title, label, name),
                scatter(title, label, name),
                heatMap(title, label, name));
    }
}
