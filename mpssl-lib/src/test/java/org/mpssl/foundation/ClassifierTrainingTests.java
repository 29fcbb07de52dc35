package org.mpssl.foundation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpssl.data.ImageSet;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Workspace;

class ClassifierTrainingTests {

    private static final List<String> CLASSES = List.of("low", "high");
    private static final Progress SILENT = (done, total, detail) -> {};

    private final List<Workspace> opened = new ArrayList<>();
    private final ImageSet images = Levels.images(40, CLASSES, 1);

    @AfterEach
    void close() {
        opened.forEach(Workspace::close);
    }

    private Workspace workspace() {
        Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);
        opened.add(workspace);
        return workspace;
    }

    private static ClassifierSpec tiny(long seed, int epochs) {
        return new ClassifierSpec(seed, epochs, 8, List.of(1), 4, 0.05, 0.9, 5e-4, 2);
    }

    private double[] trained(int epochs, ImageSet test) {
        Workspace workspace = workspace();
        ClassifierTraining training = new ClassifierTraining(tiny(1, epochs), images, workspace);
        Parameters weights = training.train(SILENT);
        return ClassifierTraining.accuracies(training.network(), weights, weights, test, workspace);
    }

    @Test
    void learnsToTellNewImagesApart() {
        ImageSet test = Levels.images(30, CLASSES, 2);

        assertThat(trained(0, test)[2]).isLessThan(0.7);
        assertThat(trained(6, test)).containsExactly(new double[] {1, 1, 1}, within(1e-12));
    }

    /** Wrong labels, in more than one chunk of images, for a classifier that makes no mistake. */
    @Test
    void accuraciesAreSharesOfEachClassAndOfAllImages() {
        ImageSet right = Levels.images(510, CLASSES, 3);
        int[] labels = right.labels();
        for (int i : new int[] {0, 2, 4, 506, 508}) {
            labels[i] = 1;
        }
        ImageSet test = new ImageSet(28, 28, 1, right.pixels(), labels, CLASSES);

        assertThat(trained(6, test))
                .containsExactly(new double[] {1, 255.0 / 260, 505.0 / 510}, within(1e-12));
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndAnotherSeedOthers() {
        assertThat(weights(5)).usingRecursiveComparison().isEqualTo(weights(5));
        assertThat(weights(5).get("conv1.weight")).isNotEqualTo(weights(6).get("conv1.weight"));
    }

    private Map<String, float[]> weights(long seed) {
        Map<String, float[]> values = new TreeMap<>();
        new ClassifierTraining(tiny(seed, 1), images, workspace())
                .train(SILENT)
                .forEach(tensor -> values.put(tensor.getKey(), tensor.getValue().toFloatArray()));
        return values;
    }

    @Test
    void everyStepIsHeardWithItsLoss() {
        List<Integer> steps = new ArrayList<>();
        List<String> details = new ArrayList<>();

        new ClassifierTraining(tiny(1, 2), images, workspace())
                .train(
                        (done, total, detail) -> {
                            assertThat(total).isEqualTo(10);
                            steps.add(done);
                            details.add(detail);
                        });

        assertThat(steps).containsExactlyElementsOf(IntStream.rangeClosed(0, 10).boxed().toList());
        assertThat(details.subList(0, 10)).allMatch(detail -> detail.matches("loss \\d\\.\\d{3}"));
        assertThat(details.get(10)).isEmpty();
    }

    /**
     * Of 101 steps the rate peaks at the thirtieth; half-way on a cosine is the mean of its ends.
     */
    @Test
    void theRateRisesToItsPeakAndFallsToAlmostNothing() {
        ClassifierSpec spec = tiny(1, 1);
        double start = 0.05 / 25;
        double end = start / 10_000;

        assertThat(spec.rate(0, 101)).isCloseTo(start, within(1e-15));
        assertThat(spec.rate(15, 101)).isCloseTo((start + 0.05) / 2, within(1e-15));
        assertThat(spec.rate(30, 101)).isCloseTo(0.05, within(1e-15));
        assertThat(spec.rate(65, 101)).isCloseTo((0.05 + end) / 2, within(1e-15));
        assertThat(spec.rate(100, 101)).isCloseTo(end, within(1e-15));
        assertThat(spec.rate(0, 1)).isCloseTo(start, within(1e-15));
    }
}
