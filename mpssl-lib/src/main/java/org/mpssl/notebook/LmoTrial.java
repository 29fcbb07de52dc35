package org.mpssl.notebook;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.mpssl.method.LatentMetaOptimisation;
import org.mpssl.study.LmoAlone;
import org.mpssl.study.Parallel;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.train.Experiment;
import org.mpssl.train.RunSpec;

/**
 * What LMO alone did on one seed: the objective on held-out draws, and what is drawn before and
 * after.
 *
 * @param seed the seed
 * @param measurements the objective, the first before any step
 * @param before what is drawn before any step
 * @param after the same latents and noise after the last step
 */
public record LmoTrial(
        long seed, List<LmoAlone.Measurement> measurements, Drawn before, Drawn after) {

    /** Images of each target class in {@link Drawn}. */
    public static final int PER_CLASS = 8;

    private static final int AT_ONCE = 2;

    /**
     * What phi and xi draw.
     *
     * @param labels the distribution over foundation classes of each target class
     * @param latentSize root mean square of the mapped latents; the generator was trained on 1
     * @param images {@value #PER_CLASS} of each target class, class by class
     */
    public record Drawn(List<List<Double>> labels, double latentSize, List<Picture> images) {

        /** Returns the images of one target class. */
        public List<Picture> images(int targetClass) {
            return images.subList(targetClass * PER_CLASS, (targetClass + 1) * PER_CLASS);
        }
    }

    /**
     * How long a trial is.
     *
     * @param supervisedSteps steps of theta on labels before it is frozen
     * @param lmoSteps steps of phi and xi
     * @param measureEvery LMO steps between measurements
     * @param draws held-out draws per measurement
     */
    public record Plan(int supervisedSteps, int lmoSteps, int measureEvery, int draws) {}

    /**
     * Makes a trial per spec, two at a time, under a progress line.
     *
     * @param specs MP-SSL runs that differ in their seeds
     * @param plan how long
     * @return the trials, in the order of the specs
     * @throws CancellationException if the reader interrupts them
     */
    public static List<LmoTrial> run(List<RunSpec> specs, Plan plan) {
        int steps = specs.size() * plan.lmoSteps();
        AtomicInteger done = new AtomicInteger();
        Session.note("LMO alone");
        try (ProgressLine line = ProgressLine.start("LMO", steps)) {
            List<Callable<LmoTrial>> trials = new ArrayList<>();
            for (RunSpec spec : specs) {
                trials.add(() -> run(spec, plan, () -> line.step(done.incrementAndGet(), "")));
            }
            return Parallel.execute(AT_ONCE, trials);
        }
    }

    private static LmoTrial run(RunSpec spec, Plan plan, Runnable afterStep) {
        try (Experiment experiment = new Experiment(spec, Devices.chosen())) {
            Drawn before = draw(experiment);
            List<LmoAlone.Measurement> measurements =
                    LmoAlone.run(
                            experiment,
                            plan.supervisedSteps(),
                            plan.lmoSteps(),
                            plan.measureEvery(),
                            plan.draws(),
                            afterStep);
            return new LmoTrial(spec.seed(), measurements, before, draw(experiment));
        }
    }

    private static List<List<Double>> labels(Experiment experiment) {
        List<List<Double>> rows = new ArrayList<>();
        for (float[] row : experiment.lmo().labelDistribution()) {
            rows.add(IntStream.range(0, row.length).mapToObj(i -> (double) row[i]).toList());
        }
        return rows;
    }

    /** Draws images of every target class, each time from the same latents and noise. */
    private static Drawn draw(Experiment experiment) {
        int n = experiment.task().classes().size() * PER_CLASS;
        try (Step step = experiment.workspace().step()) {
            NDArray labels = step.indices(IntStream.range(0, n).map(i -> i / PER_CLASS).toArray());
            RandomStreams streams = experiment.streams();
            LatentMetaOptimisation lmo = experiment.lmo();
            NDArray latents = lmo.latents(step, labels, streams.at("trial-noise", 0));
            NDArray images = lmo.synthesise(step, labels, streams.at("trial-noise", 0));
            double norm = latents.toType(DataType.FLOAT64, false).norm().getDouble();
            double latentSize = norm / Math.sqrt((double) latents.size());
            return new Drawn(labels(experiment), latentSize, Picture.all(images));
        }
    }

    /** Returns how far L_val(theta') + lambda_gap L_gap fell on the held-out draws. */
    public double fall(double gapWeight) {
        LmoAlone.Measurement first = measurements.get(0);
        LmoAlone.Measurement last = measurements.get(measurements.size() - 1);
        return first.objective(gapWeight) - last.objective(gapWeight);
    }
}
