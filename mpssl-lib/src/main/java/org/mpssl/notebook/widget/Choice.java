package org.mpssl.notebook.widget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.function.Consumer;

/** A list from which one entry is chosen. */
public final class Choice extends Widget {

    private final String name;
    private final List<String> options;

    /**
     * Makes a list.
     *
     * @param name what stands before it
     * @param options the entries
     * @param chosen the one at the start
     */
    public Choice(String name, List<String> options, String chosen) {
        super("Dropdown");
        this.name = name;
        this.options = List.copyOf(options);
        ArrayNode labels = JsonNodeFactory.instance.arrayNode();
        options.forEach(labels::add);
        set("_options_labels", labels);
        set("description", name);
        manner("style", "description_width", "9em");
        width("24em");
        value(chosen);
    }

    /** Returns the chosen entry. */
    public String value() {
        return options.get(get("index").asInt());
    }

    /**
     * Chooses an entry.
     *
     * @param option one of the entries
     */
    public void value(String option) {
        int index = options.indexOf(option);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "%s is one of %s, not '%s'".formatted(name, options, option));
        }
        set("index", JsonNodeFactory.instance.numberNode(index));
    }

    /** Calls a listener with the entry that the reader has chosen. */
    public void onChange(Consumer<String> listener) {
        listen(
                message -> {
                    JsonNode index = message.path("state").path("index");
                    if (index.isInt()) {
                        listener.accept(value());
                    }
                });
    }

    @Override
    public String toString() {
        return name + ": " + value();
    }
}
