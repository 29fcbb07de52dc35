package org.mpssl.notebook.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mpssl.UserError;
import org.mpssl.notebook.widget.Box;
import org.mpssl.notebook.widget.Choice;
import org.mpssl.notebook.widget.Slider;
import org.mpssl.notebook.widget.Widget;
import org.mpssl.train.Methods;
import org.mpssl.train.RunSpec;

/** The playground's controls: each is a field of a {@link RunSpec}. */
final class Controls {

    private static final String METHOD = "method";
    private static final String LAMBDA = "lambda";
    private static final List<String> METHODS =
            List.of(Methods.BASE, Methods.ORACLE, Methods.NAIVE, Methods.P_SSL, Methods.MP_SSL);

    private final Choice method = new Choice("method", METHODS, Methods.MP_SSL);
    private final Map<String, Slider> sliders = new LinkedHashMap<>();
    private final RunSpec start;

    Controls(RunSpec start) {
        this.start = start;
        add(LAMBDA, Slider.of("λ", 0, 30, 0.5, number(LAMBDA)));
        add("lambdaGap", Slider.of("λ_gap", 0, 10, 0.1, number("lambdaGap")));
        add("tau", Slider.log("τ", -1, 1, 0.1, number("tau")));
        add("eta", Slider.of("η", 0.01, 1, 0.01, number("eta")));
        whole("labelsPerClass", "labels per class", 2, 100, 1);
        whole("steps", "steps", 20, 600, 20);
        whole("seed", "seed", 0, 99, 1);
        add("strongStrength", Slider.of("strong view", 0, 1, 0.05, number("strongStrength")));
        method.value(start.method());
    }

    private void add(String field, Slider slider) {
        sliders.put(field, slider);
    }

    private void whole(String field, String name, int min, int max, int step) {
        add(field, Slider.whole(name, min, max, step, (int) number(field)));
    }

    private double number(String field) {
        return ((Number) start.get(field)).doubleValue();
    }

    Box box() {
        Widget[] all = new Widget[sliders.size() + 1];
        all[0] = method;
        int next = 1;
        for (Slider slider : sliders.values()) {
            all[next++] = slider;
        }
        return Box.column(all);
    }

    /** Calls somebody after every change of the reader's. */
    void onChange(Runnable listener) {
        method.onChange(
                chosen -> {
                    choose(chosen);
                    listener.run();
                });
        sliders.values().forEach(slider -> slider.onChange(value -> listener.run()));
    }

    /** Chooses a method and, since what is usual for one is not for another, its usual weight. */
    private void choose(String chosen) {
        method.value(chosen);
        Object usual = RunSpec.mini(chosen, 0).get(LAMBDA);
        sliders.get(LAMBDA).value(((Number) usual).doubleValue());
    }

    void onProblem(Consumer<RuntimeException> listener) {
        method.onProblem(listener);
        sliders.values().forEach(slider -> slider.onProblem(listener));
    }

    /** Returns the run that the controls describe. */
    RunSpec spec() {
        RunSpec spec = RunSpec.mini(method.value(), (long) sliders.get("seed").value());
        spec =
                spec.with("setUp", start.setUp())
                        .with("testImages", start.get("testImages"))
                        .with("evaluateEvery", start.get("evaluateEvery"));
        for (Map.Entry<String, Slider> entry : sliders.entrySet()) {
            spec = spec.with(entry.getKey(), value(entry.getKey()));
        }
        return spec;
    }

    private Object value(String field) {
        double value = sliders.get(field).value();
        return start.get(field) instanceof Double ? (Object) value : (Object) Math.round(value);
    }

    /** Moves a control, as the reader would. */
    void set(String field, Object value) {
        try {
            move(field, value);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private void move(String field, Object value) {
        if (field.equals(METHOD)) {
            choose(String.valueOf(value));
            return;
        }
        Slider slider = sliders.get(field);
        if (slider == null || !(value instanceof Number number)) {
            throw new UserError(
                    "there is no control for '%s' with a value like %s; there are %s and numbers for %s"
                            .formatted(field, value, METHOD, sliders.keySet()));
        }
        slider.value(number.doubleValue());
    }

    /** Returns in words where a spec differs from what is usual for its method. */
    static String differences(RunSpec spec) {
        RunSpec usual = RunSpec.mini(spec.method(), spec.seed());
        Map<String, Object> changed = new TreeMap<>();
        for (String field :
                List.of(LAMBDA, "lambdaGap", "tau", "eta", "labelsPerClass", "strongStrength")) {
            if (!spec.get(field).equals(usual.get(field))) {
                changed.put(field, spec.get(field));
            }
        }
        return changed.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
