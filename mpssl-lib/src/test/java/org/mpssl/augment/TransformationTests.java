package org.mpssl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.Test;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** What holds for every transformation, whatever it does. */
class TransformationTests {

    private static final Colour MEAN = new Colour(List.of(0.3, 0.6, 0.2));

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);

    @AfterProperty
    void close() {
        workspace.close();
    }

    @Provide
    Arbitrary<Transformation> transformations() {
        return Arbitraries.of(
                new FlipAndShift(3),
                new FlipAndShift(2, Border.REFLECT),
                new FlipAndResizedCrop(0.08, 1, 0.75, 4 / 3.0),
                new Intensity(2, 0.9),
                new Cutout(0, 0.5, MEAN),
                new KorniaRandAugment(3, 10, false),
                new KorniaRandAugment(3, 29, true),
                new UdaRandAugment(MEAN, false),
                new FixMatchRandAugment(3, true),
                new CubukRandAugment(2, 30, false));
    }

    private static NDArray images(Step step, RandomStream random, Shape shape) {
        double[] values = new double[(int) shape.size()];
        // Some pixels at the ends of the range.
        Arrays.setAll(values, i -> Math.max(0, Math.min(1, 1.4 * random.nextDouble() - 0.2)));
        return step.array(values, shape);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void keepsTheShapeAndTheRangeAndRepeatsItself(
            @ForAll("transformations") Transformation transformation,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 7) int n,
            @ForAll @IntRange(min = 1, max = 4) int channels,
            @ForAll @IntRange(min = 3, max = 20) int height,
            @ForAll @IntRange(min = 3, max = 20) int width) {
        Shape shape = new Shape(n, channels, height, width);
        RandomStreams streams = new RandomStreams(seed);
        try (Step step = workspace.step()) {
            NDArray images = images(step, streams.at("images", 0), shape);
            float[] before = images.toFloatArray();
            Draws draws = transformation.draw(streams.at("draws", 0), shape);
            Draws again = transformation.draw(streams.at("draws", 0), shape);
            NDArray view = transformation.apply(step, images, draws);

            assertThat(view.getShape()).isEqualTo(shape);
            assertThat(view.getDataType()).isEqualTo(DataType.FLOAT32);
            for (float value : view.toFloatArray()) {
                assertThat(value).isBetween(-1e-6f, 1 + 1e-6f);
            }
            assertThat(images.toFloatArray()).isEqualTo(before);
            assertThat(transformation.apply(step, images, again).toFloatArray())
                    .isEqualTo(view.toFloatArray());
            draws.all().values().forEach(d -> assertThat(d.shape().get(0)).isEqualTo(n));
        }
    }

    /**
     * What an image becomes does not depend on the others of its batch, but for the last bits; a
     * pixel that they bring over a threshold can change, so images are compared as a whole.
     */
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void everyImageIsTransformedAsIfAlone(
            @ForAll("transformations") Transformation transformation, @ForAll long seed) {
        Shape shape = new Shape(9, 3, 18, 17);
        RandomStreams streams = new RandomStreams(seed);
        try (Step step = workspace.step()) {
            NDArray images = images(step, streams.at("images", 0), shape);
            Draws draws = transformation.draw(streams.at("draws", 0), shape);
            NDArray together = transformation.apply(step, images, draws);
            for (int i = 0; i < 9; i++) {
                String one = i + ":" + (i + 1);
                NDArray alone = transformation.apply(step, images.get(one), row(draws, i));
                assertThat(alone.sub(together.get(one)).abs().mean().getFloat()).isLessThan(0.003f);
            }
        }
    }

    private static Draws row(Draws draws, int i) {
        Draws result = Draws.none();
        for (var entry : draws.all().entrySet()) {
            Draws.Numbers numbers = entry.getValue();
            int length = (int) (numbers.shape().size() / numbers.shape().get(0));
            Shape shape = numbers.shape().dimension() == 1 ? new Shape(1) : new Shape(1, length);
            int from = i * length;
            result =
                    numbers.type() == DataType.INT32
                            ? result.with(
                                    entry.getKey(),
                                    Arrays.copyOfRange(
                                            draws.integers(entry.getKey()), from, from + length),
                                    shape)
                            : result.with(
                                    entry.getKey(),
                                    Arrays.copyOfRange(
                                            draws.floats(entry.getKey()), from, from + length),
                                    shape);
        }
        return result;
    }

    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void anyTransformationCanFollowAWeakOne(
            @ForAll("transformations") Transformation strong, @ForAll long seed) {
        if (strong.draw(new RandomStreams(0).at("", 0), new Shape(1, 1, 8, 8))
                .all()
                .containsKey("flip")) {
            return;
        }
        RandomStreams streams = new RandomStreams(seed);
        try (Step step = workspace.step()) {
            NDArray images = images(step, streams.at("images", 0), new Shape(4, 3, 16, 16));
            Augmentation augmentation =
                    new Augmentation(new FlipAndShift(2, Border.REFLECT), strong);
            assertThat(augmentation.strongView(step, images, streams.at("v", 0)).getShape())
                    .isEqualTo(images.getShape());
        }
    }

    @Test
    void straightThroughLetsTheGradientPassAndChangesNoValue() {
        Shape shape = new Shape(2, 1, 20, 20);
        Shape column = new Shape(2, 1);
        for (String name : List.of("Equalize", "Posterize")) {
            int index = CubukRandAugment.operations().indexOf(name);
            Draws draws =
                    Draws.none()
                            .with("operation", new int[] {index, index}, column)
                            .with("value", new float[] {3, 4}, column);
            try (Step step = workspace.step();
                    GradientMode on = GradientMode.on()) {
                NDArray images =
                        step.leaf(images(step, new RandomStreams(1).at("images", 0), shape));
                NDArray faithful = new CubukRandAugment(1, 9, false).apply(step, images, draws);
                NDArray passing = new CubukRandAugment(1, 9, true).apply(step, images, draws);

                assertThat(passing.toFloatArray())
                        .containsExactly(faithful.toFloatArray(), within(1e-6f))
                        .isNotEqualTo(images.toFloatArray());
                NDArray zero = Operations.times(images.sum(), 0);
                assertThat(step.gradient(faithful.sum().add(zero), images).toFloatArray())
                        .containsOnly(0);
                assertThat(step.gradient(passing.sum(), images).toFloatArray()).containsOnly(1);
            }
        }
        workspace.close();
    }

    @Test
    void drawsOfAnotherBatchAreRefused() {
        CubukRandAugment policy = new CubukRandAugment(2, 9, false);
        Draws draws = policy.draw(new RandomStreams(1).at("draws", 0), new Shape(3, 1, 8, 8));
        try (workspace;
                Step step = workspace.step()) {
            NDArray images = step.array(new float[128], new Shape(2, 1, 8, 8));
            assertThatThrownBy(() -> policy.apply(step, images, draws))
                    .hasMessage("2 images, but draws for 3");
        }
    }
}
