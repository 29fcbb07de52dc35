package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/**
 * The notebook kernel. Which one it is, only {@link IJavaKernel} knows.
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

        /**
         * Gives a model its counterpart in the page; where there is no page, one that nobody sees.
         *
         * @param model the model
         * @return the connection
         */
        default Link connect(Model model) {
            return new Unseen(UUID.randomUUID().toString());
        }
    }

    /** A temporary sink; closing it brings back the one before. */
    public interface Redirection extends AutoCloseable {
        @Override
        void close();
    }

    /** Returns whether this JVM is a notebook kernel. */
    public static boolean isAvailable() {
        try {
            return IJavaKernel.isRunning();
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

    /**
     * Gives a model its counterpart in the page.
     *
     * @param model the model
     * @return the connection, over which changes go from any thread
     */
    public static Link connect(Model model) {
        Link[] link = new Link[1];
        undisturbed(() -> link[0] = sink().connect(model));
        return new Undisturbed(link[0]);
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

    /** Lets the kernel show our types as the last value of a cell, and speak with our widgets. */
    static void start() {
        if (isAvailable()) {
            IJavaKernel.start();
        }
    }

    private static Sink sink() {
        Sink chosen = sink;
        if (chosen != null) {
            return chosen;
        }
        return isAvailable() ? IJavaKernel.SINK : new Terminal();
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

    /** A connection to nobody. */
    private record Unseen(String id) implements Link {

        @Override
        public void send(ObjectNode state, Map<String, byte[]> buffers) {}

        @Override
        public void close() {}
    }

    /** A connection that an interrupt of the sending thread does not break. */
    private record Undisturbed(Link link) implements Link {

        @Override
        public String id() {
            return link.id();
        }

        @Override
        public void send(ObjectNode state, Map<String, byte[]> buffers) {
            undisturbed(() -> link.send(state, buffers));
        }

        @Override
        public void close() {
            undisturbed(link::close);
        }
    }
}
