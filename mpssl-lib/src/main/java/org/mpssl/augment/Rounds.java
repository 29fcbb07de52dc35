package org.mpssl.augment;

import ai.djl.ndarray.types.Shape;

/**
 * A policy's draws in the making: {@code operation} and {@code value}, one row per image and one
 * column per round.
 */
final class Rounds {

    /** The index that stands for no operation. */
    static final int NONE = -1;

    private final Shape shape;
    private final int rounds;
    private final int[] operation;
    private final float[] value;

    Rounds(long images, int rounds) {
        this.rounds = rounds;
        shape = new Shape(images, rounds);
        operation = new int[(int) shape.size()];
        value = new float[operation.length];
    }

    void set(int image, int round, int index, double argument) {
        operation[image * rounds + round] = index;
        value[image * rounds + round] = (float) argument;
    }

    Draws draws() {
        return Draws.none().with("operation", operation, shape).with("value", value, shape);
    }
}
