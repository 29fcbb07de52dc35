package org.mpssl.weights.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table from names to names: patterns, and what replaces a name that one matches as a whole. */
final class Naming {

    private record Rule(Pattern pattern, String replacement) {}

    private final List<Rule> rules = new ArrayList<>();

    /** Adds a rule; the first that matches counts. */
    Naming rule(String pattern, String replacement) {
        rules.add(new Rule(Pattern.compile(pattern), replacement));
        return this;
    }

    /** Returns the other name, if there is one. */
    Optional<String> of(String name) {
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern().matcher(name);
            if (matcher.matches()) {
                return Optional.of(matcher.replaceFirst(rule.replacement()));
            }
        }
        return Optional.empty();
    }
}
