package org.mpssl.dataprep.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.mpssl.UserError;
import org.mpssl.dataprep.image.Decoded;
import org.mpssl.dataprep.image.ImageDecoder;
import org.mpssl.dataprep.image.SquareFit;
import org.mpssl.dataprep.image.UndecodableImageException;
import org.mpssl.dataprep.layout.RawImage;
import org.mpssl.dataprep.raw.RawSource;
import org.mpssl.foundation.Progress;

/**
 * Reads all sources once more and decodes the images that a draft lacks, on all processors.
 *
 * <p>Memory is bounded, however many processors and however large the images: those that are
 * decoded at a time take half of the heap, and those that wait for it a small part.
 */
final class ImagePass {

    private static final int HALF = 2;
    private static final int LITTLE = 32;

    private final Draft draft;
    private final SquareFit fit;
    private final Progress progress;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final HeapShare waiting = new HeapShare(LITTLE);
    private final HeapShare decoding = new HeapShare(HALF);
    private final ImageDecoder decoder = new ImageDecoder();
    private final List<RawImage> images;
    private final Map<String, Integer> wanted = new HashMap<>();
    private final AtomicReference<Exception> failed = new AtomicReference<>();
    private final SortedMap<Integer, String> damaged =
            Collections.synchronizedSortedMap(new TreeMap<>());

    private final SortedMap<Integer, String> odd =
            Collections.synchronizedSortedMap(new TreeMap<>());

    ImagePass(List<RawImage> images, Draft draft, SquareFit fit, Progress progress) {
        this.images = images;
        this.draft = draft;
        this.fit = fit;
        this.progress = progress;
        for (int i = 0; i < images.size(); i++) {
            if (!draft.isDone(i)) {
                wanted.put(images.get(i).path(), i);
            }
        }
    }

    /**
     * Decodes.
     *
     * @param sources where the images lie
     * @return what is wrong with those that cannot be decoded, by their number
     */
    SortedMap<Integer, String> run(List<RawSource> sources) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        List<Future<?>> tasks = new ArrayList<>();
        try {
            for (RawSource source : sources) {
                source.read(
                        wanted::containsKey,
                        (path, content) -> tasks.add(submit(workers, wanted.get(path), content)));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("The preparation was stopped; the same command goes on.", e);
        } catch (OutOfMemoryError e) {
            throw tooLarge("A raw file", e);
        } finally {
            workers.shutdownNow();
        }
        if (tasks.size() != wanted.size()) {
            throw new UserError(
                    "The raw files have changed while they were read: %d images were found and %d expected. Run the same command again."
                            .formatted(tasks.size(), wanted.size()));
        }
        return damaged;
    }

    /**
     * Returns what there is to say about images that are whole and odd. It is no remark for the
     * manifest: a preparation that goes on has not seen those that were decoded before.
     */
    Optional<String> oddities() {
        return odd.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%d images are whole but odd, for example %s."
                                .formatted(
                                        odd.size(),
                                        FolderText.line(images, odd.entrySet().iterator().next())));
    }

    private Future<?> submit(ExecutorService workers, int image, byte[] content) {
        // Else a full disk would be told after hours of reading.
        if (failed.get() != null) {
            throw failure(failed.get());
        }
        int taken = waiting.take(content.length);
        return workers.submit(
                () -> {
                    try {
                        decode(image, content);
                    } catch (IOException | RuntimeException e) {
                        failed.compareAndSet(null, e);
                        throw e;
                    } finally {
                        waiting.giveBack(taken);
                    }
                    return null;
                });
    }

    private void decode(int image, byte[] content) throws IOException {
        try {
            int taken = decoding.take(decoder.memory(content));
            try {
                draft.put(image, square(image, content));
            } finally {
                decoding.giveBack(taken);
            }
        } catch (UndecodableImageException e) {
            damaged.put(image, e.getMessage());
        } catch (OutOfMemoryError e) {
            throw tooLarge(images.get(image).path(), e);
        }
        progress.update(draft.done() + damaged.size(), images.size(), "images");
    }

    private byte[] square(int image, byte[] content) throws UndecodableImageException {
        Decoded decoded = decoder.decode(content);
        if (!decoded.warnings().isEmpty()) {
            odd.put(image, decoded.warnings().get(0));
        }
        return fit.colour(decoded.image(), images.get(image).cropBottom());
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof IOException io) {
            return new UncheckedIOException(io);
        }
        return cause instanceof UserError mistake ? mistake : new IllegalStateException(cause);
    }

    private static UserError tooLarge(String what, OutOfMemoryError e) {
        return new UserError(
                "%s needs more memory than the %d MiB that Java has. Put WORKBENCH_HEAP=4g in front of the same command: it goes on."
                        .formatted(what, Runtime.getRuntime().maxMemory() >> 20),
                e);
    }
}
