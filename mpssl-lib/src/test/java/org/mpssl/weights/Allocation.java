package org.mpssl.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mpssl.UserError;
import org.mpssl.tensor.Devices;

/**
 * Reads a file's content and measures what that took.
 *
 * @param bytes Java's objects, let go of or not, and the tensors' elements
 * @param nanoseconds the time
 * @param error why the content was refused, if it was
 */
record Allocation(long bytes, long nanoseconds, Optional<UserError> error) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long SLOWEST = TimeUnit.SECONDS.toNanos(20);

    /** Reads tensors into a manager. */
    interface Reading {
        void into(NDManager manager) throws IOException;
    }

    /** Reads all tensors; any other error than the user's is let through. */
    static Allocation ofReading(byte[] content) throws IOException {
        return of(
                manager -> {
                    try (WeightFile file = WeightFile.of(Bytes.of(content), "bad.pth")) {
                        file.read(manager);
                    }
                });
    }

    /** Measures a reading; the elements of a file that is refused in the end count, too. */
    static Allocation of(Reading reading) throws IOException {
        Devices.engine();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            long start = System.nanoTime();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            Optional<UserError> error = Optional.empty();
            try {
                reading.into(manager);
            } catch (UserError e) {
                error = Optional.of(e);
            }
            long objects = THREADS.getCurrentThreadAllocatedBytes() - before;
            long nanoseconds = System.nanoTime() - start;
            long elements =
                    manager.getManagedArrays().stream()
                            .mapToLong(a -> a.size() * a.getDataType().getNumOfBytes())
                            .sum();
            return new Allocation(objects + elements, nanoseconds, error);
        }
    }

    /** Asserts what docs/weights.md promises for a content of a size, and an end within reason. */
    void assertBounded(int size, String what) {
        assertThat(bytes).as(what).isLessThanOrEqualTo(4L * size + (16 << 20));
        assertThat(nanoseconds).as(what).isLessThan(SLOWEST);
    }
}
