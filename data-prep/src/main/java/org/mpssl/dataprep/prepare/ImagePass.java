package org.mpssl.dataprep.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
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
 * <p>Memory is bounded: a few images for each processor are on their way, and large ones, which
 * take hundreds of megabytes when decoded, are decoded one at a time.
 */
final class ImagePass {

    private static final int WAITING_PER_THREAD = 3;

    /** Files of that many bytes hold several tens of megapixels. */
    private static final int LARGE = 4 << 20;

    private final Draft draft;
    private final SquareFit fit;
    private final Progress progress;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final Semaphore waiting = new Semaphore(threads * (1 + WAITING_PER_THREAD));
    private final Semaphore large = new Semaphore(1);
    private final ImageDecoder decoder = new ImageDecoder();
    private final List<RawImage> images;
    private final Map<String, Integer> wanted = new HashMap<>();
    private final SortedMap<Integer, String> damaged =
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
                        (path, content) -> {
                            int image = wanted.get(path);
                            waiting.acquireUninterruptibly();
                            tasks.add(workers.submit(() -> decode(image, content)));
                        });
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw new UncheckedIOException(io);
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("The preparation was stopped; the same command goes on.", e);
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

    private Void decode(int image, byte[] content) throws IOException, InterruptedException {
        try {
            if (content.length < LARGE) {
                draft.put(image, square(image, content));
            } else {
                large.acquire();
                try {
                    draft.put(image, square(image, content));
                } finally {
                    large.release();
                }
            }
            progress.update(draft.done(), images.size(), "images");
        } catch (UndecodableImageException e) {
            damaged.put(image, e.getMessage());
        } finally {
            waiting.release();
        }
        return null;
    }

    private byte[] square(int image, byte[] content) throws UndecodableImageException {
        Decoded decoded = decoder.decode(content);
        return fit.colour(decoded.image(), images.get(image).cropBottom());
    }
}
