package org.mpssl.augment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Resize;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** What a backward pass reads is still there when Java has collected its garbage. */
class GraphMemoryTests {

    private static final int IMAGES = 16;
    private static final Shape SHAPE = new Shape(IMAGES, 3, 16, 16);

    /** Images of another size, as a generator's are. */
    private record Resized(int side) implements Transformation {

        @Override
        public Draws draw(RandomStream random, Shape images) {
            return Draws.none();
        }

        @Override
        public NDArray apply(Step step, NDArray images, Draws draws) {
            return Resize.bilinear(images, side, side);
        }
    }

    static Stream<Transformation> views() {
        return Stream.of(
                new FlipAndShift(3),
                new FlipAndShift(3, Border.REFLECT),
                new FlipAndResizedCrop(0.08, 1, 0.75, 4 / 3.0),
                new Resized(11),
                new Resized(23),
                new Intensity(2, 0.9),
                new KorniaRandAugment(2, 10, false),
                new UdaRandAugment(Colour.ofBytes(0, 0, 0), false),
                new FixMatchRandAugment(2, false),
                new CubukRandAugment(2, 10, false));
    }

    @ParameterizedTest
    @MethodSource("views")
    void gradientOfAViewSurvivesAGarbageCollection(Transformation view) {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32)) {
            float[] pixels = new RandomStreams(1).at("pixels", 0).gaussians(IMAGES * 3 * 16 * 16);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) (1 / (1 + Math.exp(-pixels[i])));
            }
            for (long draw = 0; draw < 5; draw++) {
                float[] right = gradient(workspace, view, pixels, draw, () -> {});

                assertThat(gradient(workspace, view, pixels, draw, GraphMemoryTests::collect))
                        .as("draw %d", draw)
                        .isEqualTo(right);
            }
        }
    }

    private static float[] gradient(
            Workspace workspace,
            Transformation view,
            float[] pixels,
            long draw,
            Runnable meanwhile) {
        try (Step step = workspace.step();
                GradientMode on = GradientMode.on()) {
            NDArray x = step.leaf(step.array(pixels, SHAPE));
            Draws draws = view.draw(new RandomStreams(2).at("draw", draw), SHAPE);
            NDArray loss = view.apply(step, x, draws).square().mean();
            meanwhile.run();
            return step.gradient(loss, x).toFloatArray();
        }
    }

    /** Frees what nobody holds, and writes over it. */
    private static void collect() {
        int kept = 0;
        for (int round = 0; round < 3; round++) {
            System.gc();
            List<ByteBuffer> dirt = new ArrayList<>();
            for (int size = 16; size <= 1 << 16; size *= 2) {
                for (int i = 0; i < 200_000 / size + 20; i++) {
                    ByteBuffer buffer = ByteBuffer.allocateDirect(size);
                    while (buffer.remaining() >= Float.BYTES) {
                        buffer.putFloat(Float.NaN);
                    }
                    dirt.add(buffer);
                }
            }
            kept += dirt.size();
        }
        assertThat(kept).isPositive();
    }
}
