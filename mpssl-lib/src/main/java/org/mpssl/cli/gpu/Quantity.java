package org.mpssl.cli.gpu;

/**
 * What of a step two devices must agree in, with the largest relative difference allowed.
 *
 * <p>docs/gpu.md says how the tolerances were found.
 */
enum Quantity {
    /** Random numbers and images as they were read, which the device only holds. */
    INPUTS("inputs and draws", ".*/(draw|input)/.*", 1e-12, 1e-6),
    /** Single numbers. */
    LOSSES("losses", ".*/loss/.*", 1e-9, 1e-4),
    /** The length of a whole gradient: of theta, phi, xi, and by the synthetic images. */
    GRADIENT_NORMS("gradient norms", ".*/gradient/.*", 1e-8, 1e-1),
    /** Weights, statistics, momentum and Adam's moments after the step. */
    UPDATED("updated tensors", ".*/after/.*", 1e-8, 5e-2);

    private final String title;
    private final String names;
    private final double doubleTolerance;
    private final double singleTolerance;

    Quantity(String title, String names, double doubleTolerance, double singleTolerance) {
        this.title = title;
        this.names = names;
        this.doubleTolerance = doubleTolerance;
        this.singleTolerance = singleTolerance;
    }

    /** Returns its name in a table. */
    String title() {
        return title;
    }

    /** Returns whether an array of a trace belongs to it. */
    boolean has(String name) {
        return name.matches(names);
    }

    /** Returns the largest relative difference that is allowed. */
    double tolerance(String dataType) {
        return dataType.equals("float64") ? doubleTolerance : singleTolerance;
    }

    /** Returns what is compared as one: all tensors of a gradient, and else each array. */
    String group(String name) {
        return this == GRADIENT_NORMS
                ? name.replaceFirst("(.*/gradient/(?:(?:validation|gap)/)?[^/]+).*", "$1")
                : name;
    }
}
