package org.mpssl.nn;

/**
 * The names of a normalisation layer's stored mean and variance, which differ between checkpoints.
 *
 * @param mean name of the mean
 * @param variance name of the variance
 */
record StatisticNames(String mean, String variance) {

    static StatisticNames torchvision(String layer) {
        return new StatisticNames(layer + ".running_mean", layer + ".running_var");
    }

    static StatisticNames bigGan(String layer) {
        return new StatisticNames(layer + ".stored_mean", layer + ".stored_var");
    }

    static StatisticNames bigGanDeep(String layer) {
        return new StatisticNames(layer + ".running_means", layer + ".running_vars");
    }

    /** Adds mean 0 and variance 1. */
    void addTo(Weights statistics, long... shape) {
        statistics.constant(mean, 0, shape).constant(variance, 1, shape);
    }
}
