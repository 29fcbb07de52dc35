package org.mpssl.data;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class BatchReaderTests {

    private final ImageSet held = Samples.images(9, 3);
    private final BatchStream batches = new BatchStream(new RandomStreams(1), "shuffle", 9, 4);
    private final ImageFormat format = new ImageFormat(2, 1);
    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);

    @TempDir private Path folder;

    @AfterEach
    void close() {
        workspace.close();
    }

    @Test
    void batchesOfAFileAreThoseOfMemoryInWhateverOrderStepsAsk() throws IOException {
        Path file = Files.write(folder.resolve("a.u8"), held.pixels());
        ImageSet mapped =
                new ImageSet(2, 3, 1, Pixels.Mapped.of(file, 6), held.labels(), held.classes());
        BatchReader ahead = new BatchReader(mapped, batches, format);
        BatchReader plain = new BatchReader(held, batches, format);

        for (long t : new long[] {0, 1, 2, 7, 7, 3, 4}) {
            try (Step step = workspace.step()) {
                assertThat(ahead.at(step, t).toFloatArray())
                        .isEqualTo(plain.at(step, t).toFloatArray())
                        .isEqualTo(format.read(step, held, batches.at(t)).toFloatArray());
            }
        }
    }
}
