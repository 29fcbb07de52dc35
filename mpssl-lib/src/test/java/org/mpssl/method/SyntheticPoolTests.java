package org.mpssl.method;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpssl.nn.Generator;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class SyntheticPoolTests {

    private static final int LATENT = 6;
    private static final int SIZE = 600;
    private static final int PER_STEP = 5;

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);
    private final RandomStreams streams = new RandomStreams(4);

    @AfterEach
    void close() {
        workspace.close();
    }

    /** Returns latents as images of 2 x 3 pixels, and looks at what of earlier calls is alive. */
    private static final class Mirror implements Generator {

        private final List<NDArray> latents = new ArrayList<>();
        private final List<Long> kept = new ArrayList<>();

        @Override
        public int latentSize() {
            return LATENT;
        }

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public NDArray generate(NDArray z, NDArray y) {
            assertThat(latents).allMatch(NDArray::isReleased);
            latents.add(z);
            NDManager pool = z.getManager().getParentManager();
            kept.add(
                    pool.getManagedArrays().stream()
                                    .filter(array -> array.getManager() == pool)
                                    .mapToLong(NDArray::size)
                                    .sum()
                            / LATENT);
            return z.reshape(-1, 1, 2, 3).duplicate();
        }
    }

    private SyntheticPool pool(Mirror generator) {
        return pool(generator, SIZE, PER_STEP);
    }

    private SyntheticPool pool(Mirror generator, int size, int perStep) {
        Synthesis synthesis =
                new Synthesis(generator, FoundationLabels.uniform(2), perStep, streams);
        return SyntheticPool.of(workspace, synthesis, size);
    }

    /** Chunks of 256 images with a stream of random numbers each. */
    @Test
    void aStepDrawsImagesOfItsOwnStreamFromChunksThatLieInOrder() {
        SyntheticPool pool = pool(new Mirror());
        workspace.seal();
        for (int t = 0; t < 20; t++) {
            RandomStream random = streams.at("pool-batch", t);
            try (Step step = workspace.step()) {
                NDArray images = pool.at(step, t);
                assertThat(images.getShape()).isEqualTo(new Shape(PER_STEP, 1, 2, 3));
                float[] values = images.toFloatArray();
                for (int i = 0; i < PER_STEP; i++) {
                    int chosen = random.nextInt(SIZE);
                    assertThat(Arrays.copyOfRange(values, i * LATENT, (i + 1) * LATENT))
                            .isEqualTo(latent(chosen));
                }
            }
        }
    }

    private float[] latent(int image) {
        int chunk = image / 256 * 256;
        RandomStream random = streams.at("pool", chunk);
        random.gaussians((image - chunk) * LATENT);
        return random.gaussians(LATENT);
    }

    @Test
    void whatAChunkNeededIsFreedBeforeTheNextIsMade() {
        Mirror generator = new Mirror();

        pool(generator);

        assertThat(generator.latents).hasSize(3).allMatch(NDArray::isReleased);
    }

    @Test
    void whileThePoolIsMadeEachOfItsImagesIsHeldOnce() {
        Mirror generator = new Mirror();

        pool(generator);

        assertThat(generator.kept).containsExactly(0L, 256L, 512L);
    }

    @Test
    void aPoolSmallerThanAChunkIsWhole() {
        SyntheticPool pool = pool(new Mirror(), 3, 40);
        try (Step step = workspace.step()) {
            assertThat(pool.at(step, 0).getShape()).isEqualTo(new Shape(40, 1, 2, 3));
        }
    }
}
