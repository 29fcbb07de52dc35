package org.mpssl.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.mpssl.nn.Generator;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** What synthetic images are drawn from. */
class NoiseAndLabelsTests {

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);

    @AfterProperty
    void close() {
        workspace.close();
    }

    /** A generator of which only the sizes are asked for. */
    private record Sizes(int latentSize, int classes) implements Generator {
        @Override
        public NDArray generate(NDArray latents, NDArray labels) {
            throw new UnsupportedOperationException();
        }
    }

    @Property(tries = 60)
    void uniformLabelsAreOneHotAndAPureFunctionOfTheStream(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 1000) int classes,
            @ForAll @IntRange(min = 1, max = 64) int n) {
        FoundationLabels labels = FoundationLabels.uniform(classes);
        RandomStreams streams = new RandomStreams(seed);
        try (Step step = workspace.step()) {
            NDArray drawn = labels.draw(step, n, streams.at("labels", 3));

            assertThat(drawn.getShape()).isEqualTo(new Shape(n, classes));
            float[] values = drawn.toFloatArray();
            for (int i = 0; i < n; i++) {
                float[] row = Arrays.copyOfRange(values, i * classes, (i + 1) * classes);
                assertThat(sum(row)).isEqualTo(1);
                assertThat(row).contains(1);
            }
            assertThat(labels.draw(step, n, streams.at("labels", 3)).toFloatArray())
                    .isEqualTo(values);
        }
    }

    private static double sum(float[] row) {
        return IntStream.range(0, row.length).mapToDouble(i -> row[i]).sum();
    }

    /** Four standard errors: one seed in 16,000 lies outside, and 20 fixed seeds are looked at. */
    @Property(tries = 20, seed = "1")
    void everyFoundationClassIsDrawnEquallyOften(@ForAll @IntRange(min = 2, max = 9) int classes) {
        int n = 4000;
        try (Step step = workspace.step()) {
            NDArray drawn =
                    FoundationLabels.uniform(classes)
                            .draw(step, n, new RandomStreams(classes).at("labels", 0));

            float[] shares = drawn.mean(new int[] {0}).toFloatArray();
            double p = 1.0 / classes;
            double error = Math.sqrt(p * (1 - p) / n);
            for (float share : shares) {
                assertThat((double) share).isCloseTo(p, within(4 * error));
            }
        }
    }

    @Property(tries = 40)
    void noiseIsAPureFunctionOfTheStreamAndOfNoOtherStep(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll @IntRange(min = 1, max = 32) int latent,
            @ForAll @IntRange(min = 1, max = 12) int classes) {
        Generator generator = new Sizes(latent, classes);
        RandomStreams streams = new RandomStreams(seed);
        try (Step step = workspace.step()) {
            Noise first = Noise.draw(step, streams.at("noise", 5), n, generator);
            Noise other = Noise.draw(step, streams.at("noise", 6), n, generator);
            Noise again = Noise.draw(step, streams.at("noise", 5), n, generator);

            assertThat(first.z().getShape()).isEqualTo(new Shape(n, latent));
            assertThat(first.gumbel().getShape()).isEqualTo(new Shape(n, classes));
            assertThat(again.z().toFloatArray()).isEqualTo(first.z().toFloatArray());
            assertThat(again.gumbel().toFloatArray()).isEqualTo(first.gumbel().toFloatArray());
            assertThat(other.z().toFloatArray()).isNotEqualTo(first.z().toFloatArray());
        }
    }
}
