package org.mpssl.notebook.widget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.DoubleConsumer;

/** A slider for a number. It tells Java of a change once, when the reader lets go. */
public final class Slider extends Widget {

    private static final MathContext DIGITS = new MathContext(4);

    private final String name;
    private final boolean whole;
    private double least;
    private double greatest;

    private Slider(String kind, String name, boolean whole) {
        super(kind);
        this.name = name;
        this.whole = whole;
        set("description", name);
        set("continuous_update", false);
        manner("style", "description_width", "9em");
        width("24em");
    }

    /**
     * Returns a slider for a number of any size.
     *
     * @param name what stands before it
     * @param min the least value
     * @param max the greatest value
     * @param step between two values
     * @param value at the start
     * @return the slider
     */
    public static Slider of(String name, double min, double max, double step, double value) {
        Slider slider = new Slider("FloatSlider", name, false);
        slider.range(min, max, step, value);
        slider.set("readout_format", ".3~g");
        return slider;
    }

    /**
     * Returns a slider for a whole number.
     *
     * @param name what stands before it
     * @param min the least value
     * @param max the greatest value
     * @param step between two values
     * @param value at the start
     * @return the slider
     */
    public static Slider whole(String name, int min, int max, int step, int value) {
        Slider slider = new Slider("IntSlider", name, true);
        slider.range(min, max, step, value);
        return slider;
    }

    /**
     * Returns a slider for a positive number that may be of very different sizes.
     *
     * @param name what stands before it
     * @param least exponent of ten of the least value
     * @param greatest exponent of ten of the greatest value
     * @param step between two exponents
     * @param value at the start
     * @return the slider
     */
    public static Slider log(
            String name, double least, double greatest, double step, double value) {
        Slider slider = new Slider("FloatLogSlider", name, false);
        slider.check(Math.pow(10, least), Math.pow(10, greatest), value);
        slider.put("min", least);
        slider.put("max", greatest);
        slider.put("step", step);
        slider.put("value", value);
        slider.set("base", 10);
        slider.set("readout_format", ".3~g");
        return slider;
    }

    private void range(double min, double max, double step, double value) {
        check(min, max, value);
        put("min", min);
        put("max", max);
        put("step", step);
        put("value", value);
    }

    private void check(double min, double max, double value) {
        this.least = min;
        this.greatest = max;
        double slack = 1e-9 * (max - min);
        if (!(value >= min - slack && value <= max + slack)) {
            throw new IllegalArgumentException(
                    "%s is from %s to %s, not %s".formatted(name, min, max, value));
        }
    }

    private void put(String key, double value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        set(key, whole ? nodes.numberNode(Math.round(value)) : nodes.numberNode(value));
    }

    @Override
    String styleKind() {
        return "SliderStyle";
    }

    /** Returns the value, with no more digits than a reader can set. */
    public double value() {
        return new BigDecimal(get("value").asDouble()).round(DIGITS).doubleValue();
    }

    /**
     * Moves the slider.
     *
     * @param value one that it can show
     */
    public void value(double value) {
        check(least, greatest, value);
        put("value", value);
    }

    /** Calls a listener with the new value when the reader has moved the slider. */
    public void onChange(DoubleConsumer listener) {
        listen(
                message -> {
                    JsonNode moved = message.path("state").path("value");
                    if (moved.isNumber()) {
                        listener.accept(value());
                    }
                });
    }

    @Override
    public String toString() {
        return whole ? "%s: %d".formatted(name, Math.round(value())) : name + ": " + value();
    }
}
