package org.mpssl.foundation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;
import org.mpssl.data.ImageSet;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Workspace;

class GeneratorTrainingTests {

    private static final GeneratorSpec SPEC = tiny(3, 0.998);

    @TempDir Path folder;

    private final List<GeneratorTraining> trainings = new ArrayList<>();
    private final ImageSet images = Levels.images(30, List.of("a", "b", "c"), 1);

    @AfterEach
    void close() {
        trainings.forEach(GeneratorTraining::close);
    }

    private static GeneratorSpec tiny(long seed, double averageDecay) {
        return new GeneratorSpec(seed, 5, 4, 1, 2, 4e-4, 6e-4, averageDecay, 3, 10);
    }

    private GeneratorTraining training(GeneratorSpec spec) {
        Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);
        GeneratorTraining training = new GeneratorTraining(spec, images, workspace);
        trainings.add(training);
        return training;
    }

    private static void iterate(GeneratorTraining training, int times) {
        for (int i = 0; i < times; i++) {
            training.iterate();
        }
    }

    private static Map<String, float[]> values(Parameters parameters) {
        Map<String, float[]> values = new TreeMap<>();
        parameters.forEach(tensor -> values.put(tensor.getKey(), tensor.getValue().toFloatArray()));
        return values;
    }

    private Path file() {
        return folder.resolve("checkpoint.safetensors");
    }

    private Checkpoint checkpoint(GeneratorSpec spec) {
        return new Checkpoint(file(), spec, "data");
    }

    @ParameterizedTest(name = "stopped after {0} iterations")
    @ValueSource(ints = {1, 3})
    void aTrainingThatWasStoppedGoesOnBitForBit(int before) throws IOException {
        GeneratorTraining whole = training(SPEC);
        iterate(whole, SPEC.iterations());
        whole.estimateStatistics();

        GeneratorTraining stopped = training(SPEC);
        iterate(stopped, before);
        checkpoint(SPEC).write(stopped, 1.5);
        stopped.iterate();
        GeneratorTraining resumed = training(SPEC);
        assertThat(checkpoint(SPEC).resume(resumed)).isEqualTo(1.5);
        assertThat(resumed.iteration()).isEqualTo(before);
        iterate(resumed, SPEC.iterations() - before);
        resumed.estimateStatistics();

        assertThat(values(resumed.state()))
                .usingRecursiveComparison()
                .isEqualTo(values(whole.state()));
        assertThat(values(resumed.result()))
                .usingRecursiveComparison()
                .isEqualTo(values(whole.result()));
    }

    @Test
    void theSameSeedGivesTheSameStateAndAnotherSeedAnother() {
        GeneratorTraining one = training(SPEC);
        GeneratorTraining same = training(SPEC);
        GeneratorTraining other = training(tiny(4, 0.998));
        List.of(one, same, other).forEach(training -> iterate(training, 2));

        assertThat(values(same.state())).usingRecursiveComparison().isEqualTo(values(one.state()));
        for (String name : List.of("generator/shared.weight", "discriminator/stem.weight")) {
            assertThat(values(other.state()).get(name)).isNotEqualTo(values(one.state()).get(name));
        }
    }

    /** The seeds 3 and -4 have the same hash code. */
    @ParameterizedTest(name = "seed {0}, decay {1}, {2}")
    @CsvSource({
        "3, 0.99, data, averageDecay is 0.99 there and 0.998 here",
        "4, 0.998, data, seed is 4 there and 3 here",
        "-4, 0.998, data, seed is -4 there and 3 here",
        "3, 0.998, others, dataManifest is others there and data here"
    })
    void theCheckpointOfAnotherTrainingIsRefusedAndStays(
            long seed, double decay, String manifest, String difference) throws IOException {
        GeneratorSpec otherSpec = tiny(seed, decay);
        GeneratorTraining other = training(otherSpec);
        iterate(other, 2);
        new Checkpoint(file(), otherSpec, manifest).write(other, 1);
        byte[] written = Files.readAllBytes(file());
        GeneratorTraining fresh = training(SPEC);
        Map<String, float[]> before = values(fresh.state());

        assertThatThrownBy(() -> checkpoint(SPEC).resume(fresh))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(difference)
                .hasMessageContaining("another --out");

        assertThat(fresh.iteration()).isZero();
        assertThat(values(fresh.state())).usingRecursiveComparison().isEqualTo(before);
        assertThat(Files.readAllBytes(file())).isEqualTo(written);
    }

    @Test
    void withoutACheckpointTheTrainingStartsAnew() throws IOException {
        GeneratorTraining fresh = training(SPEC);
        assertThat(checkpoint(SPEC).resume(fresh)).isZero();
        assertThat(fresh.iteration()).isZero();
    }

    @Test
    void aDamagedCheckpointIsNamedAndTheWayOnToo() throws IOException {
        checkpoint(SPEC).write(training(SPEC), 1);
        byte[] content = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(content, content.length - 9));
        GeneratorTraining fresh = training(SPEC);

        assertThatThrownBy(() -> checkpoint(SPEC).resume(fresh))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("checkpoint.safetensors")
                .hasMessageContaining("the training cannot go on")
                .hasMessageContaining("Without this file the training starts anew");
        assertThat(fresh.iteration()).isZero();
    }

    /** The decay of iteration i is (1 + i) / (10 + i), until the setting is less. */
    @ParameterizedTest(name = "decay {0}")
    @ValueSource(doubles = {0.998, 0.25})
    void theAverageWarmsUp(double decay) {
        GeneratorTraining training = training(tiny(3, decay));
        String name = "blocks.1.0.conv1.weight";
        float[] expected = values(training.state()).get("generator/" + name);
        double[] decays = {2.0 / 11, 3.0 / 12, 4.0 / 13, 5.0 / 14};
        for (double warm : decays) {
            training.iterate();
            Map<String, float[]> state = values(training.state());
            float[] weights = state.get("generator/" + name);
            double kept = Math.min(decay, warm);
            for (int i = 0; i < expected.length; i++) {
                expected[i] = (float) (kept * expected[i] + (1 - kept) * weights[i]);
            }
            assertThat(state.get("average/" + name)).containsExactly(expected, within(1e-7f));
            assertThat(state.get("average/" + name)).isNotEqualTo(weights);
        }
        assertThat(values(training.result()).get(name)).containsExactly(expected, within(1e-7f));
    }

    /**
     * The first layer to be normalised sees a linear map of the first quarter of the latents, whose
     * mean and variance are taken by hand.
     */
    @Test
    void theStatisticsAreMeansOverBatchesOfTheAveragedWeights() {
        GeneratorTraining training = training(SPEC);
        iterate(training, 2);
        Map<String, float[]> state = values(training.state());
        float[] weight = state.get("average/linear.weight");
        float[] bias = state.get("average/linear.bias");
        int channels = 8;
        double[] means = new double[channels];
        double[] variances = new double[channels];
        for (int b = 0; b < SPEC.statisticsBatches(); b++) {
            float[] z = latentsBehindLabels(b);
            for (int c = 0; c < channels; c++) {
                double[] seen = new double[16 * SPEC.statisticsBatchSize()];
                for (int i = 0; i < seen.length; i++) {
                    int output = 16 * c + i % 16;
                    seen[i] = bias[output];
                    for (int k = 0; k < 8; k++) {
                        seen[i] += weight[8 * output + k] * z[i / 16 * 32 + k];
                    }
                }
                double mean = Arrays.stream(seen).average().orElseThrow();
                double squares = Arrays.stream(seen).map(v -> Math.pow(v - mean, 2)).sum();
                means[c] += mean / SPEC.statisticsBatches();
                variances[c] += squares / (seen.length - 1) / SPEC.statisticsBatches();
            }
        }

        training.estimateStatistics();

        Map<String, float[]> result = values(training.result());
        for (int c = 0; c < channels; c++) {
            assertThat((double) result.get("blocks.0.0.bn1.stored_mean")[c])
                    .isCloseTo(means[c], within(1e-5));
            assertThat((double) result.get("blocks.0.0.bn1.stored_var")[c])
                    .isCloseTo(variances[c], within(1e-5));
        }
    }

    private float[] latentsBehindLabels(int batch) {
        RandomStream random = new RandomStreams(SPEC.seed()).at("statistics", batch);
        for (int i = 0; i < SPEC.statisticsBatchSize(); i++) {
            random.nextInt(images.size());
        }
        return random.gaussians(SPEC.statisticsBatchSize() * 32);
    }
}
