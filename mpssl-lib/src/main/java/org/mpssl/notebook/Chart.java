package org.mpssl.notebook;

import com.fasterxml.jackson.databind.JsonNode;

/** A chart: interactive in JupyterLab, a picture elsewhere, a sentence where neither shows. */
public sealed interface Chart extends Showable
        permits LineChart, BarChart, ScatterChart, HeatMap, ConfusionMatrix, Histogram {

    /** Returns the title. */
    String title();

    /** Returns the interactive form, for today's Plotly. */
    JsonNode plotly();

    /** Returns the static form, drawn from the same numbers. */
    byte[] png();

    /** Returns in words what the chart shows, with its main numbers. */
    String alt();

    @Override
    default Bundle bundle() {
        return Bundle.picture(png(), alt()).with(Bundle.PLOTLY, plotly());
    }
}
