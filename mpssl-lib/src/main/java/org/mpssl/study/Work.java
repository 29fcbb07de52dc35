package org.mpssl.study;

import org.mpssl.train.ClassifierSettings;
import org.mpssl.train.Methods;
import org.mpssl.train.RunSpec;

/**
 * How much work a run is, in steps of the base model with the preset's network; roughly, to order
 * runs and to weigh them.
 */
final class Work {

    /** Seconds of one thread for a unit, before there are runs to measure it on. */
    static final double SECONDS = 0.016;

    private static final double LMO = 14;
    private static final double VIEWS = 1.5;
    private static final double BOTTLENECK = 2;
    private static final double BLOCKS = 4;
    private static final double WIDTH = 16;

    private Work() {}

    /** Returns the work of a whole run. */
    static double of(RunSpec spec) {
        return spec.steps() * perStep(spec);
    }

    /** Returns the work of one step. */
    static double perStep(RunSpec spec) {
        return images(spec) * network(spec.classifier());
    }

    private static double images(RunSpec spec) {
        if (Methods.SUPERVISED.contains(spec.method())) {
            return 1;
        }
        return spec.learnsInputs() ? LMO : 1 + VIEWS * spec.unsupervised().mu();
    }

    /** Every stage has half the pixels of the one before, and twice the channels. */
    private static double network(ClassifierSettings classifier) {
        double blocks = classifier.blocks().stream().mapToInt(Integer::intValue).sum();
        double block = classifier.block().equals("bottleneck") ? BOTTLENECK : 1;
        return block * blocks / BLOCKS * classifier.width() / WIDTH;
    }
}
