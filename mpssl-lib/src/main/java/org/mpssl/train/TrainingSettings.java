package org.mpssl.train;

import java.util.List;
import org.mpssl.data.BatchStream;

/**
 * The optimisation of theta.
 *
 * @param steps steps of theta
 * @param batchSize labelled images per step
 * @param sampler how the labelled images of a step are drawn, see {@link
 *     org.mpssl.data.BatchStream.Sampler}
 * @param learningRate of theta at the start
 * @param momentum of Nesterov's SGD
 * @param weightDecay of Nesterov's SGD
 * @param milestones shares of the steps after which the rate is multiplied by {@code decay}
 * @param decay the factor of the schedule
 * @param evaluateEvery steps between evaluations on D_val
 * @param batchNorm {@code together} if labelled, weak and strong images go through one forward pass
 *     and share its statistics, {@code apart} if there are three
 */
public record TrainingSettings(
        int steps,
        int batchSize,
        String sampler,
        double learningRate,
        double momentum,
        double weightDecay,
        List<Double> milestones,
        double decay,
        int evaluateEvery,
        String batchNorm) {

    /** Copies the list. */
    public TrainingSettings {
        milestones = List.copyOf(milestones);
    }

    void check(SpecCheck check) {
        check.within("steps", steps, 1, 10_000_000)
                .within("batchSize", batchSize, 2, 1024)
                .oneOf("sampler", sampler, Words.all(BatchStream.Sampler.class))
                .above("learningRate", learningRate, 0, 10)
                .within("momentum", momentum, 0, 0.9999)
                .within("weightDecay", weightDecay, 0, 1)
                .eachWithin("milestones", milestones, 0, 1)
                .above("decay", decay, 0, 1)
                .within("evaluateEvery", evaluateEvery, 1, 10_000_000)
                .oneOf("batchNorm", batchNorm, List.of("together", "apart"));
    }

    /** Returns how the labelled images of a step are drawn. */
    BatchStream.Sampler drawing() {
        return Words.value(BatchStream.Sampler.class, sampler);
    }

    /**
     * Returns the learning rate of a step.
     *
     * @param t the number of the step, from 0
     * @return the rate
     */
    public double rate(long t) {
        double rate = learningRate;
        for (double milestone : milestones) {
            if (t >= Math.round(milestone * steps)) {
                rate *= decay;
            }
        }
        return rate;
    }
}
