package org.mpssl.foundation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpssl.data.ImageSet;
import org.mpssl.nn.Generator;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Workspace;

/** Generators whose quality is known, before a judge that tells low levels from high ones. */
class GeneratorQualityTests {

    private static final List<String> CLASSES = List.of("low", "high");
    private static final ClassifierSpec JUDGE =
            new ClassifierSpec(1, 6, 8, List.of(1), 4, 0.05, 0.9, 5e-4, 2);

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);
    private final ImageSet train = Levels.images(60, CLASSES, 2);
    private final ImageSet test = Levels.images(60, CLASSES, 3);
    private final Painter honest = new Painter(drawings(0, 1));
    private final Painter monotonous = new Painter(drawings(0, 0));
    private GeneratorQuality.Judge judge;

    /**
     * Returns what is drawn when the first and when the second class is asked for, (2, 32 * 32).
     */
    private NDArray drawings(int first, int second) {
        float[] values = new float[2 * 32 * 32];
        for (int asked = 0; asked < 2; asked++) {
            int level = Levels.level(asked == 0 ? first : second, 2);
            for (int row = 2; row < 30; row++) {
                boolean bright = row - 2 < level;
                int from = (32 * asked + row) * 32 + 2;
                Arrays.fill(values, from, from + 28, bright ? 0.78f : 0.2f);
            }
        }
        return workspace.array(values, new Shape(2, 32 * 32));
    }

    @BeforeEach
    void trainTheJudge() {
        ClassifierTraining training =
                new ClassifierTraining(JUDGE, Levels.images(40, CLASSES, 1), workspace);
        Parameters theta = training.train((done, total, detail) -> {});
        judge = new GeneratorQuality.Judge(training.network(), theta, theta);
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    /** Draws its drawing of a class, with a little noise. */
    private record Painter(NDArray drawings) implements Generator {

        @Override
        public int latentSize() {
            return 32 * 32;
        }

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public NDArray generate(NDArray latents, NDArray labels) {
            return labels.matMul(drawings)
                    .add(Operations.times(latents, 0.05))
                    .reshape(-1, 1, 32, 32);
        }
    }

    private GeneratorQuality quality(Generator generator) {
        return GeneratorQuality.of(generator, judge, train, test, workspace);
    }

    @Test
    void aGeneratorThatDrawsWhatItIsAskedForIsRight() {
        GeneratorQuality quality = quality(honest);

        assertThat(quality.accuracy()).isEqualTo(1);
        assertThat(quality.perClass()).isEqualTo(Map.of("low", 1.0, "high", 1.0));
        assertThat(quality.realAccuracy()).isEqualTo(1);
    }

    @Test
    void aGeneratorThatDrawsOneClassAloneIsRightForIt() {
        GeneratorQuality quality = quality(monotonous);

        assertThat(quality.accuracy()).isEqualTo(0.5);
        assertThat(quality.perClass()).isEqualTo(Map.of("low", 1.0, "high", 0.0));
        assertThat(quality.frechet()).isGreaterThan(2 * quality(honest).frechet());
    }

    /** Dark training images are far from the test images, which the generated ones resemble. */
    @Test
    void generatedAndRealTrainingImagesAreBothComparedWithTestImages() {
        byte[] dark = new byte[train.size() * 28 * 28];
        ImageSet night = new ImageSet(28, 28, 1, dark, train.labels(), CLASSES);
        GeneratorQuality quality = GeneratorQuality.of(honest, judge, night, test, workspace);
        assertThat(quality.frechetReal()).isGreaterThan(2 * quality.frechet());

        GeneratorQuality same = GeneratorQuality.of(honest, judge, test, test, workspace);
        assertThat(same.frechetReal()).isCloseTo(0, within(1e-6));
    }

    /** Images beyond the four hundredth of a class, which carry wrong labels, are not looked at. */
    @Test
    void asManyRealImagesAreMeasuredAsGeneratedOnes() {
        ImageSet many = Levels.images(820, CLASSES, 4);
        int[] labels = many.labels();
        for (int i = 800; i < 820; i++) {
            labels[i] = 1 - labels[i];
        }
        ImageSet mislabelled = new ImageSet(28, 28, 1, many.pixels(), labels, CLASSES);

        assertThat(GeneratorQuality.of(honest, judge, train, mislabelled, workspace).realAccuracy())
                .isEqualTo(1);
    }
}
