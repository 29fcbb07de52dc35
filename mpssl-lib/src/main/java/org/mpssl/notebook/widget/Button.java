package org.mpssl.notebook.widget;

/** A button. */
public final class Button extends Widget {

    private final String name;

    /**
     * Makes a button.
     *
     * @param name what stands on it
     * @param icon of Font Awesome, for example {@code play}, or nothing
     */
    public Button(String name, String icon) {
        super("Button");
        this.name = name;
        set("description", name);
        set("icon", icon);
    }

    /** Calls an action when the reader presses the button. */
    public void onClick(Runnable action) {
        listen(
                message -> {
                    if (message.path("content").path("event").asText().equals("click")) {
                        action.run();
                    }
                });
    }

    /** Lets it be pressed or not. */
    public void enabled(boolean enabled) {
        set("disabled", !enabled);
    }

    /** Returns whether it can be pressed. */
    public boolean isEnabled() {
        return !get("disabled").asBoolean();
    }

    @Override
    public String toString() {
        return "[" + name + "]";
    }
}
