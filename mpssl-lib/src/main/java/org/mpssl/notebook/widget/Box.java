package org.mpssl.notebook.widget;

import java.util.List;
import java.util.stream.Collectors;

/** Widgets beside or below each other. */
public final class Box extends Widget {

    private volatile List<Widget> children;
    private final String between;

    private Box(String kind, List<Widget> children, String between) {
        super(kind);
        this.children = List.copyOf(children);
        this.between = between;
    }

    /**
     * Puts widgets beside each other, in several lines if they do not fit.
     *
     * @param children the widgets
     * @return the box
     */
    public static Box row(Widget... children) {
        Box box = new Box("HBox", List.of(children), "   ");
        box.manner("layout", "flex_flow", "row wrap");
        return box;
    }

    /**
     * Puts widgets beside each other, in one line however narrow the page is.
     *
     * @param children the widgets
     * @return the box
     */
    public static Box beside(Widget... children) {
        return new Box("HBox", List.of(children), "   ");
    }

    /**
     * Puts widgets below each other.
     *
     * @param children the widgets
     * @return the box
     */
    public static Box column(Widget... children) {
        return new Box("VBox", List.of(children), "\n");
    }

    /**
     * Puts other widgets in place of those that are in it; these stay what they are.
     *
     * @param others the widgets
     */
    public void hold(Widget... others) {
        children = List.of(others);
        showChildren();
    }

    @Override
    List<Widget> children() {
        return children;
    }

    @Override
    public String toString() {
        return children.stream()
                .map(Widget::toString)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(between));
    }
}
