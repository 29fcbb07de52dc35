package org.mpssl.study;

import org.mpssl.train.Methods;
import org.mpssl.train.RunSpec;

/**
 * How much work a run is, in steps of the base model with the preset's network; roughly, to order
 * runs and to weigh them.
 */
final class Work {

    /** Seconds of one thread for a unit, before there are runs to measure it on. */
    static final double SECONDS = 0.016;

    private static final double BLOCKS = 4;
    private static final double WIDTH = 16;

    private Work() {}

    /** Returns the work of a whole run. */
    static double of(RunSpec spec) {
        return spec.steps() * perStep(spec);
    }

    /** Returns the work of one step. */
    static double perStep(RunSpec spec) {
        double blocks = spec.classifier().blocks().stream().mapToInt(Integer::intValue).sum();
        return method(spec) * blocks / BLOCKS * spec.classifier().width() / WIDTH;
    }

    private static double method(RunSpec spec) {
        return switch (spec.method()) {
            case Methods.BASE, Methods.BASE_ALL_LABELS -> 1;
            case Methods.MP_SSL -> 14;
            default -> 2.5;
        };
    }
}
