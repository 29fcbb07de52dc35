package org.mpssl.tensor;

import ai.djl.pytorch.jni.JniUtils;

/**
 * Switches the recording of operations for differentiation on or off in the current thread, until
 * it is closed.
 *
 * <p>The mode belongs to a thread, and a new Java thread starts with recording on; so every phase
 * of a step says what it needs.
 */
public final class GradientMode implements AutoCloseable {

    private final boolean before;

    private GradientMode(boolean record) {
        before = JniUtils.isGradMode();
        JniUtils.setGradMode(record);
    }

    /** Operations are recorded from here on. */
    public static GradientMode on() {
        return new GradientMode(true);
    }

    /** Operations are not recorded from here on. */
    public static GradientMode off() {
        return new GradientMode(false);
    }

    /** Restores the mode that was in force before. */
    @Override
    public void close() {
        JniUtils.setGradMode(before);
    }
}
