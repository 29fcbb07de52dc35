package org.mpssl.train;

import java.util.ArrayList;
import java.util.List;
import org.mpssl.UserError;

/** Collects what is wrong with the fields of a spec, so that all of it is said at once. */
final class SpecCheck {

    private final List<String> problems = new ArrayList<>();

    SpecCheck oneOf(String field, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            problems.add("%s is '%s'; allowed are %s".formatted(field, value, allowed));
        }
        return this;
    }

    SpecCheck within(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            problems.add(
                    "%s is %s; allowed are %s to %s"
                            .formatted(field, text(value), text(least), text(most)));
        }
        return this;
    }

    SpecCheck above(String field, double value, double least, double most) {
        if (!(value > least && value <= most)) {
            problems.add(
                    "%s is %s; allowed are numbers above %s, up to %s"
                            .formatted(field, text(value), text(least), text(most)));
        }
        return this;
    }

    SpecCheck eachWithin(String field, List<? extends Number> values, double least, double most) {
        if (values.isEmpty() && field.equals("blocks")) {
            problems.add("blocks is empty; at least one stage is needed");
        }
        values.forEach(value -> within(field, value.doubleValue(), least, most));
        return this;
    }

    SpecCheck that(boolean possible, String problem) {
        if (!possible) {
            problems.add(problem);
        }
        return this;
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new UserError("the run's spec is not possible: " + String.join("; ", problems));
        }
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
