package org.mpssl.notebook.live;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mpssl.data.ImageSet;
import org.mpssl.notebook.HeatMap;
import org.mpssl.notebook.Picture;
import org.mpssl.notebook.SampleGrid;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;
import org.mpssl.train.Experiment;
import org.mpssl.train.RunSpec;

/**
 * What can be seen of a run before it is made.
 *
 * @param samples unlabelled images as the method would make them before any training, if it has any
 * @param views labelled images, each with a weak view and strong ones
 * @param relaxed labels that the converter would give for some draws of noise, softened by tau
 */
record Previews(Optional<SampleGrid> samples, SampleGrid views, Optional<HeatMap> relaxed) {

    private static final int SAMPLES = 16;
    private static final int SAMPLES_PER_ROW = 8;
    private static final int VIEWED = 8;
    private static final int STRONG = 3;
    private static final int DRAWS = 6;

    /**
     * Looks at a run.
     *
     * @param spec the run
     * @param learned for each target class the distribution over foundation classes that a run has
     *     learned; nothing if none has
     */
    static Previews of(RunSpec spec, Optional<List<List<Double>>> learned) {
        // A pool of images would be made for the sake of the few that are shown.
        RunSpec light = spec.with("syntheticPool", 0);
        try (Experiment experiment = new Experiment(light, Devices.chosen());
                Step step = experiment.workspace().step();
                GradientMode off = GradientMode.off()) {
            Optional<HeatMap> relaxed =
                    spec.learnsInputs()
                            ? Optional.of(relaxed(experiment, learned))
                            : Optional.empty();
            return new Previews(samples(experiment, step), views(experiment, step), relaxed);
        }
    }

    private static Optional<SampleGrid> samples(Experiment experiment, Step step) {
        return experiment
                .method()
                .unlabelled(step, 0)
                .map(all -> all.get(new NDIndex(":" + Math.min(SAMPLES, all.size(0)))))
                .map(Picture::all)
                .map(
                        some ->
                                SampleGrid.of(
                                        experiment.spec().method() + " at its start",
                                        some,
                                        SAMPLES_PER_ROW));
    }

    private static SampleGrid views(Experiment experiment, Step step) {
        ImageSet labelled = experiment.task().labelled();
        int[] chosen = IntStream.range(0, Math.min(VIEWED, labelled.size())).toArray();
        NDArray images = experiment.format().read(step, labelled, chosen);
        SampleGrid grid =
                SampleGrid.of("Views of labelled images")
                        .row("image", Picture.all(images))
                        .row(
                                "weak",
                                Picture.all(
                                        experiment
                                                .augmentation()
                                                .weakView(step, images, stream(experiment, 0))));
        for (int i = 1; i <= STRONG; i++) {
            NDArray strong =
                    experiment.augmentation().strongView(step, images, stream(experiment, i));
            grid = grid.row("strong", Picture.all(strong));
        }
        return grid;
    }

    private static RandomStream stream(Experiment experiment, int index) {
        return experiment.streams().at("preview", index);
    }

    /** Softens labels by hand (equation 12), for one class and some draws of Gumbel noise. */
    private static HeatMap relaxed(Experiment experiment, Optional<List<List<Double>>> learned) {
        List<String> classes = experiment.foundationClasses();
        double[] logits =
                IntStream.range(0, classes.size())
                        .mapToDouble(k -> learned.map(l -> Math.log(l.get(0).get(k))).orElse(0.0))
                        .toArray();
        double tau = experiment.spec().synthesis().tau();
        RandomStream random = stream(experiment, 0);
        List<String> rows = new ArrayList<>();
        List<List<Double>> values = new ArrayList<>();
        for (int draw = 1; draw <= DRAWS; draw++) {
            float[] gumbel = random.gumbels(classes.size());
            rows.add("draw " + draw);
            values.add(softmax(logits, gumbel, tau));
        }
        String title =
                "Relaxed label of '%s' at τ = %.3g"
                        .formatted(experiment.task().classes().get(0), tau);
        return new HeatMap(title, "foundation class", "noise", classes, rows, values);
    }

    private static List<Double> softmax(double[] logits, float[] noise, double tau) {
        double[] powers = new double[logits.length];
        for (int k = 0; k < powers.length; k++) {
            powers[k] = (logits[k] + noise[k]) / tau;
        }
        double most = DoubleStream.of(powers).max().orElseThrow();
        double sum = DoubleStream.of(powers).map(x -> Math.exp(x - most)).sum();
        return DoubleStream.of(powers).mapToObj(x -> Math.exp(x - most) / sum).toList();
    }
}
