package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Takes the page's place in a test: keeps what is shown, and what widgets tell the page. */
public final class RecordingSink implements Kernel.Sink, BeforeEachCallback, AfterEachCallback {

    private Kernel.Redirection redirection;

    @Override
    public void beforeEach(ExtensionContext context) {
        redirection = Kernel.redirect(this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        redirection.close();
    }

    public final List<String> ids = new CopyOnWriteArrayList<>();
    public final List<Bundle> displays = new CopyOnWriteArrayList<>();
    public final List<Bundle> updates = new CopyOnWriteArrayList<>();
    public final Map<String, Model> models = new ConcurrentHashMap<>();
    public final List<Sent> sent = new CopyOnWriteArrayList<>();
    public final List<String> closed = new CopyOnWriteArrayList<>();
    volatile boolean sawInterrupt;

    /** What a model told the page. */
    public record Sent(String id, ObjectNode state, Map<String, byte[]> buffers, long nanos) {}

    @Override
    public void display(String id, Bundle bundle) {
        ids.add(id);
        displays.add(bundle);
    }

    @Override
    public void update(String id, Bundle bundle) {
        sawInterrupt |= Thread.currentThread().isInterrupted();
        ids.add(id);
        updates.add(bundle);
    }

    @Override
    public Link connect(Model model) {
        String name = "model-" + models.size();
        models.put(name, model);
        return new Link() {
            @Override
            public String id() {
                return name;
            }

            @Override
            public void send(ObjectNode state, Map<String, byte[]> buffers) {
                sawInterrupt |= Thread.currentThread().isInterrupted();
                sent.add(new Sent(name, state, new LinkedHashMap<>(buffers), System.nanoTime()));
            }

            @Override
            public void close() {
                closed.add(name);
            }
        };
    }

    /** Returns the models of a kind, in the order in which they were connected. */
    public List<Model> of(String kind) {
        return models.keySet().stream()
                .sorted((a, b) -> Integer.compare(number(a), number(b)))
                .map(models::get)
                .filter(model -> model.state().path("_model_name").asText().equals(kind + "Model"))
                .toList();
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.indexOf('-') + 1));
    }
}
