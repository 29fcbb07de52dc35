package org.mpssl.notebook.widget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mpssl.notebook.Bundle;
import org.mpssl.notebook.Kernel;
import org.mpssl.notebook.Model;
import org.mpssl.notebook.Showable;

/**
 * One of Jupyter's widgets (ipywidgets 8), kept here and, from the time that it is first shown, in
 * the page too.
 *
 * <p>Any thread may change its values; boxes are filled and shown by one thread at a time. What the
 * reader does reaches Java between cells, on a thread of the kernel.
 */
public abstract class Widget implements Showable {

    /** MIME type of a view of a widget. */
    public static final String VIEW = "application/vnd.jupyter.widget-view+json";

    private static final String CONTROLS = "@jupyter-widgets/controls";
    private static final String BASE = "@jupyter-widgets/base";
    private static final String VERSION = "2.0.0";
    private static final String PICTURE = "value";

    private final ObjectNode state = JsonNodeFactory.instance.objectNode();
    private final Map<String, byte[]> buffers = new LinkedHashMap<>();
    private final Map<String, Widget> parts = new LinkedHashMap<>();
    private final List<Consumer<JsonNode>> listeners = new ArrayList<>();
    private Consumer<RuntimeException> onProblem = Widget::complain;
    private Outbox outbox;

    /** Begins a widget with the standard model and view of a kind, for example IntSlider. */
    Widget(String kind) {
        this(CONTROLS, kind + "Model", CONTROLS, kind + "View");
    }

    private Widget(String modelModule, String model, String viewModule, String view) {
        state.put("_model_module", modelModule);
        state.put("_model_module_version", VERSION);
        state.put("_model_name", model);
        state.put("_view_module", viewModule);
        state.put("_view_module_version", VERSION);
        state.put("_view_name", view);
    }

    /** What has no view of its own: how a widget lies in its box, how its parts look. */
    private static final class Manner extends Widget {

        Manner(String module, String kind, String view) {
            super(module, kind + "Model", BASE, view);
        }

        @Override
        public String toString() {
            return "a layout";
        }
    }

    /** Has the page show it under another name than that of its kind. */
    final void view(String name) {
        state.put("_view_name", name);
    }

    private static void complain(RuntimeException problem) {
        System.err.println(problem);
    }

    /**
     * Says who hears of an exception in what a change calls; without anybody it goes to the
     * server's log.
     *
     * @param listener is told
     */
    public void onProblem(Consumer<RuntimeException> listener) {
        onProblem = listener;
    }

    /**
     * Says how wide it is; before it is first shown.
     *
     * @param css for example {@code 300px} or {@code 100%}
     */
    public void width(String css) {
        manner("layout", "width", css);
    }

    /**
     * Sets a property of its layout or style; one that it has not before it is shown comes late.
     */
    final void manner(String part, String key, String value) {
        manner(part).set(key, value);
    }

    private Widget manner(String part) {
        return parts.computeIfAbsent(
                part,
                name ->
                        name.equals("layout")
                                ? new Manner(BASE, "Layout", "LayoutView")
                                : new Manner(CONTROLS, styleKind(), "StyleView"));
    }

    /** Returns the kind of its style. */
    String styleKind() {
        return "DescriptionStyle";
    }

    /** Returns the widgets in it. */
    List<Widget> children() {
        return List.of();
    }

    /** Sets a value, and tells the page if it is there. */
    final void set(String key, JsonNode value) {
        if (get(key).equals(value)) {
            return;
        }
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        changed.set(key, value);
        set(changed, Map.of());
    }

    private void set(ObjectNode changed, Map<String, byte[]> pictures) {
        synchronized (state) {
            state.setAll(changed);
            buffers.putAll(pictures);
            if (outbox != null) {
                outbox.put(changed, pictures);
            }
        }
    }

    final void set(String key, String value) {
        set(key, JsonNodeFactory.instance.textNode(value));
    }

    final void set(String key, double value) {
        set(key, JsonNodeFactory.instance.numberNode(value));
    }

    final void set(String key, boolean value) {
        set(key, JsonNodeFactory.instance.booleanNode(value));
    }

    /** Sets a picture and what it shows in words. */
    final void set(byte[] png, String alt) {
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        changed.put("alt", alt);
        set(changed, Map.of(PICTURE, png));
    }

    final JsonNode get(String key) {
        synchronized (state) {
            return state.path(key);
        }
    }

    /** Returns the picture, empty if there is none. */
    final byte[] picture() {
        synchronized (state) {
            return buffers.getOrDefault(PICTURE, new byte[0]);
        }
    }

    /** Calls a listener after each message of the page, when the state is already the new one. */
    final void listen(Consumer<JsonNode> listener) {
        listeners.add(listener);
    }

    private void receive(JsonNode message) {
        if (message.path("method").asText().equals("update")) {
            synchronized (state) {
                message.path("state")
                        .properties()
                        .forEach(field -> state.set(field.getKey(), field.getValue()));
            }
        }
        try {
            listeners.forEach(listener -> listener.accept(message));
        } catch (RuntimeException e) {
            onProblem.accept(e);
        }
    }

    /** Returns its name in the page, where from now on it is. */
    final String modelId() {
        ArrayNode inside = childReferences();
        Map<String, String> manners = new LinkedHashMap<>();
        parts.forEach((name, part) -> manners.put(name, part.modelId()));
        synchronized (state) {
            if (outbox == null) {
                manners.forEach((name, id) -> state.put(name, reference(id)));
                if (!inside.isEmpty()) {
                    state.set("children", inside);
                }
                outbox = new Outbox(Kernel.connect(new Here()));
            }
            return outbox.link().id();
        }
    }

    private ArrayNode childReferences() {
        ArrayNode references = JsonNodeFactory.instance.arrayNode();
        children().forEach(child -> references.add(reference(child.modelId())));
        return references;
    }

    /** Tells the page of other children, if it is there. */
    final void showChildren() {
        boolean there;
        synchronized (state) {
            there = outbox != null;
        }
        if (there) {
            set("children", childReferences());
        }
    }

    private static String reference(String id) {
        return "IPY_MODEL_" + id;
    }

    /** Tells the page at once of all changes that wait for their turn, its own and those in it. */
    public void flush() {
        children().forEach(Widget::flush);
        parts.values().forEach(Widget::flush);
        synchronized (state) {
            if (outbox != null) {
                outbox.flush();
            }
        }
    }

    /** Takes it and the widgets in it out of the page. */
    public void close() {
        children().forEach(Widget::close);
        parts.values().forEach(Widget::close);
        synchronized (state) {
            if (outbox != null) {
                outbox.link().close();
                outbox = null;
            }
        }
    }

    @Override
    public Bundle bundle() {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("model_id", modelId()).put("version_major", 2).put("version_minor", 0);
        return Bundle.text(toString()).with(VIEW, view);
    }

    /**
     * Shows it, with words for where it cannot be shown: on a code host, in a copy of paper, in a
     * notebook whose kernel has ended.
     *
     * @param instead those words
     */
    public void show(String instead) {
        String unused = Kernel.display(bundle().with(Bundle.TEXT, instead));
    }

    /** Returns what stands in the place of the widget where it cannot be shown. */
    @Override
    public abstract String toString();

    /** What the kernel knows of it. */
    private final class Here implements Model {

        @Override
        public ObjectNode state() {
            synchronized (state) {
                return state.deepCopy();
            }
        }

        @Override
        public Map<String, byte[]> buffers() {
            synchronized (state) {
                return new LinkedHashMap<>(buffers);
            }
        }

        @Override
        public void receive(JsonNode message) {
            Widget.this.receive(message);
        }
    }
}
