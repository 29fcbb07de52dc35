package org.mpssl.train;

/** Whether trainings are cut to what a first look needs, as {@link RunSpec#quick()} cuts them. */
public final class QuickMode {

    private QuickMode() {}

    /**
     * Returns whether it is on: system property {@code workbench.quick}, else environment variable
     * {@code WORKBENCH_QUICK}, is 1.
     */
    public static boolean isOn() {
        return System.getProperty("workbench.quick", "" + System.getenv("WORKBENCH_QUICK"))
                .equals("1");
    }
}
