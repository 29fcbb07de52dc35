package org.mpssl.notebook.widget;

/** A bar that fills. */
public final class ProgressBar extends Widget {

    /** Makes an empty bar. */
    public ProgressBar() {
        super("FloatProgress");
        view("ProgressView");
        set("min", 0);
        set("max", 1);
        set("value", 0);
        width("30em");
    }

    /**
     * Fills the bar.
     *
     * @param share from 0 to 1
     */
    public void share(double share) {
        set("value", Math.max(0, Math.min(1, share)));
    }

    /** Returns how far it is filled, from 0 to 1. */
    public double share() {
        return get("value").asDouble();
    }

    /** Makes it green when all is well and done, orange when it was stopped, red on a failure. */
    public void look(Look look) {
        set("bar_style", look.css);
    }

    /** How a bar looks. */
    public enum Look {
        /** While something goes on. */
        BUSY(""),
        /** When it is done. */
        DONE("success"),
        /** When it was stopped. */
        STOPPED("warning"),
        /** When it failed. */
        FAILED("danger");

        private final String css;

        Look(String css) {
            this.css = css;
        }
    }

    @Override
    public String toString() {
        return Math.round(100 * share()) + " %";
    }
}
