package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.data.ImageSet;
import org.mpssl.notebook.Bar;
import org.mpssl.notebook.Chart;
import org.mpssl.notebook.FeatureMap;
import org.mpssl.notebook.Figures;
import org.mpssl.notebook.HeatMap;
import org.mpssl.notebook.Line;
import org.mpssl.notebook.Points;
import org.mpssl.notebook.Values;
import org.mpssl.system.RealClone.Outcome;

/**
 * Figures as the installed Plotly understands them: a property that it does not know is an error.
 */
@Tag("system")
class FigureSchemaTests {

    private static final String CHECK =
            """
            import json, sys
            import plotly.graph_objects as go
            for file in sys.argv[1:]:
                with open(file, encoding="utf-8") as opened:
                    figure = json.load(opened)
                try:
                    assert set(figure) == {"data", "layout", "config"}, set(figure)
                    read = go.Figure(data=figure["data"], layout=figure["layout"])
                    assert len(read.data) == len(figure["data"])
                    print(file, "ok")
                except Exception as error:
                    print(file, "refused:", " ".join(str(error).split())[:300])
            """;

    private static final double[] X = {0, 1, 2};
    private static final double[] Y = {0.5, Double.NaN, 2};

    @TempDir private Path folder;

    private static Map<String, Chart> charts() {
        Map<String, Chart> charts = new LinkedHashMap<>();
        Line plain = Line.of("a", X, Y);
        Line banded = Line.mean("b", X, new double[][] {{1, 2, 3}, {2, 2, 1}});
        charts.put("lines", Figures.lines("t", "x", "y", plain, banded));
        charts.put("one-line", Figures.lines("t", "x", "y", plain));
        charts.put("logarithmic", Figures.lines("t", "x", "y", plain, banded).withLogarithmicY());
        charts.put("range", Figures.lines("t", "x", "y", plain).withYRange(0, 1));
        charts.put("both", Figures.lines("t", "x", "y", plain).withLogarithmicY().withYRange(1, 9));
        charts.put("no-lines", Figures.lines("t", "x", "y"));
        charts.put("many-lines", Figures.lines("t", "x", "y", many()));
        charts.put("bars", Figures.bars("t", "y", Bar.of("a", 1, 2), Bar.of("b", Double.NaN)));
        charts.put("below-zero", Figures.bars("t", "y", Bar.of("a", -1, 2)));
        charts.put("no-bars", Figures.bars("t", "y"));
        charts.put("scatter", Figures.scatter("t", "x", "y", Points.of("a", X, Y)));
        charts.put(
                "feature-map",
                FeatureMap.empty()
                        .with("a", new float[][] {{1, 2}, {3, 5}})
                        .with("b", new float[][] {{0, 2}})
                        .chart("t"));
        double[][] numbers = {{0.5, -1}, {Double.NaN, 2}};
        List<String> names = List.of("a", "b");
        HeatMap shares = Figures.heatMap("t", "x", "y", names, names, numbers);
        charts.put("heat-map", shares);
        charts.put("wide-heat-map", wide());
        ImageSet images = new ImageSet(1, 1, 1, new byte[3], new int[] {0, 0, 0}, names);
        charts.put("confusion", Figures.confusion("t", images, new int[] {0, 1, 1}));
        charts.put("histogram", Figures.confidences("t", Values.of("a", 0.2, 1), Values.of("b")));
        return charts;
    }

    private static Line[] many() {
        Line[] lines = new Line[10];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = Line.of("line " + i, X, Y);
        }
        return lines;
    }

    private static HeatMap wide() {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            columns.add("column " + i);
        }
        return Figures.heatMap("t", "x", "y", columns, List.of("row"), new double[1][20]);
    }

    private String written(String name, JsonNode figure) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".json"), figure.toString());
        return file.toString();
    }

    private Outcome checked(List<String> files) throws Exception {
        ProcessBuilder python =
                new ProcessBuilder(
                        RealClone.ROOT.resolve(".workbench/venv/bin/python").toString(),
                        "-c",
                        CHECK);
        python.command().addAll(files);
        return new RealClone(folder).outcome(python);
    }

    @Test
    void everyKindOfChartIsAFigureToPlotly() throws Exception {
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, Chart> chart : charts().entrySet()) {
            files.add(written(chart.getKey(), chart.getValue().plotly()));
        }
        Outcome outcome = checked(files);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines())
                .hasSameSizeAs(files)
                .allMatch(line -> line.endsWith(" ok"));
    }

    /** Without this, a check that accepts anything would pass for one. */
    @Test
    void figuresWithAnUnknownPropertyOrAnImpossibleValueAreRefused() throws Exception {
        ObjectNode unknown = Figures.lines("t", "x", "y").plotly();
        ((ObjectNode) unknown.get("layout")).put("titlefont", "large");
        ObjectNode impossible = Figures.scatter("t", "x", "y", Points.of("a", X, Y)).plotly();
        ((ObjectNode) impossible.at("/data/0/marker")).put("size", "large");
        ObjectNode color = Figures.bars("t", "y", Bar.of("a", 1)).plotly();
        ((ObjectNode) color.at("/data/0/marker")).put("color", "#12");
        Outcome outcome =
                checked(
                        List.of(
                                written("unknown", unknown),
                                written("impossible", impossible),
                                written("color", color)));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines())
                .hasSize(3)
                .allMatch(line -> line.contains(".json refused: Invalid"));
    }
}
