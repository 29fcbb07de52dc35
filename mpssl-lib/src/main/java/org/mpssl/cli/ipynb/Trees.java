package org.mpssl.cli.ipynb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds where two JSON documents differ: same structure, texts and numbers that agree. */
final class Trees {

    private final Tolerance tolerance;
    private final Texts texts;
    private final List<Difference> differences = new ArrayList<>();

    private Trees(Tolerance tolerance) {
        this.tolerance = tolerance;
        this.texts = new Texts(tolerance);
    }

    /** Returns the values that differ, by their paths. */
    static List<Difference> compare(JsonNode expected, JsonNode found, Tolerance tolerance) {
        Trees trees = new Trees(tolerance);
        trees.compare("", expected, found);
        return trees.differences;
    }

    private void compare(String path, JsonNode expected, JsonNode found) {
        if (expected.isNumber() && found.isNumber()) {
            if (!tolerance.accepts(expected.asDouble(), found.asDouble())) {
                add(path, expected.asText(), found.asText());
            }
        } else if (expected.isTextual() && found.isTextual()) {
            texts.compare(expected.asText(), found.asText()).stream()
                    .map(difference -> difference.in(path))
                    .forEach(differences::add);
        } else if (expected.isObject() && found.isObject()) {
            compareFields(path, expected, found);
        } else if (expected.isArray() && found.isArray()) {
            compareElements(path, expected, found);
        } else if (!expected.equals(found)) {
            add(path, kind(expected), kind(found));
        }
    }

    private void compareFields(String path, JsonNode expected, JsonNode found) {
        Set<String> names = names(expected);
        if (!names.equals(names(found))) {
            add(path, "the fields " + names, "" + names(found));
            return;
        }
        for (String name : names) {
            compare(path.isEmpty() ? name : path + "." + name, expected.get(name), found.get(name));
        }
    }

    private void compareElements(String path, JsonNode expected, JsonNode found) {
        if (expected.size() != found.size()) {
            add(path, expected.size() + " elements", "" + found.size());
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            compare(path + "[" + i + "]", expected.get(i), found.get(i));
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String kind(JsonNode node) {
        return node.isContainerNode() ? "an " + node.getNodeType() : node.toString();
    }

    private void add(String path, String expected, String found) {
        differences.add(new Difference(path, expected, found));
    }
}
