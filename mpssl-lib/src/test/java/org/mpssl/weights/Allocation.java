package org.mpssl.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
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

    /** Reads all tensors; any other error than the user's is let through. */
    static Allocation ofReading(byte[] content) throws IOException {
        Devices.engine();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            long start = System.nanoTime();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            long elements = 0;
            Optional<UserError> error = Optional.empty();
            try (WeightFile file = WeightFile.of(Bytes.of(content), "content")) {
                for (Map.Entry<String, NDArray> tensor : file.read(manager)) {
                    NDArray array = tensor.getValue();
                    elements += array.size() * array.getDataType().getNumOfBytes();
                }
            } catch (UserError e) {
                error = Optional.of(e);
            }
            long taken = THREADS.getCurrentThreadAllocatedBytes() - before + elements;
            return new Allocation(taken, System.nanoTime() - start, error);
        }
    }

    /** Asserts what docs/weights.md promises for a content of a size. */
    void assertBounded(int size, String what) {
        assertThat(bytes).as(what).isLessThanOrEqualTo(4L * size + (16 << 20));
    }
}
