package org.mpssl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.mpssl.tensor.RandomStreams;

class BatchStreamTests {

    private static BatchStream stream(long seed, int count, int size) {
        return new BatchStream(new RandomStreams(seed), "shuffle", count, size);
    }

    @Property(tries = 200)
    void everyEpochHasEveryImageOnce(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @IntRange(min = 1, max = 90) int size) {
        int epochs = 3;
        BatchStream stream = stream(seed, count, size);
        int[] row =
                IntStream.rangeClosed(0, epochs * count / size)
                        .flatMap(step -> Arrays.stream(stream.at(step)))
                        .limit((long) epochs * count)
                        .toArray();

        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] images = Arrays.copyOfRange(row, epoch * count, (epoch + 1) * count);
            assertThat(Arrays.stream(images).sorted())
                    .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
        }
    }

    @Property(tries = 100)
    void batchDependsOnNothingThatWasDrawnBefore(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 1_000_000) int step) {
        BatchStream used = stream(seed, 140, 32);
        used.at(step + 1L);
        used.at(0);

        assertThat(used.at(step)).isEqualTo(stream(seed, 140, 32).at(step)).hasSize(32);
    }

    @Test
    void batchesArePinned() {
        assertThat(stream(1, 10, 4).at(0)).containsExactly(0, 3, 6, 2);
        assertThat(stream(1, 10, 4).at(2)).containsExactly(4, 1, 6, 9);
    }

    @Test
    void seedsNamesAndEpochsGiveDifferentOrders() {
        int[] order = stream(1, 100, 100).at(0);

        assertThat(stream(2, 100, 100).at(0)).isNotEqualTo(order);
        assertThat(stream(1, 100, 100).at(1)).isNotEqualTo(order);
        assertThat(new BatchStream(new RandomStreams(1), "other", 100, 100).at(0))
                .isNotEqualTo(order);
    }

    private static BatchStream stream(int count, int size, BatchStream.Sampler sampler) {
        return new BatchStream(new RandomStreams(1), "shuffle", count, size, sampler);
    }

    @Property(tries = 100)
    void dropLastFillsEpochsFromTheirStart(
            @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @IntRange(min = 0, max = 39) int anySize) {
        int size = 1 + anySize % count;
        BatchStream stream = stream(count, size, BatchStream.Sampler.DROP_LAST);
        int perEpoch = count / size;

        for (int epoch = 0; epoch < 3; epoch++) {
            int[] order = stream(count, count, BatchStream.Sampler.CROSSING).at(epoch);
            for (int b = 0; b < perEpoch; b++) {
                assertThat(stream.at((long) epoch * perEpoch + b))
                        .isEqualTo(Arrays.copyOfRange(order, b * size, (b + 1) * size));
            }
        }
    }

    @Test
    void batchLargerThanTheSetIsStillFull() {
        assertThat(stream(5, 8, BatchStream.Sampler.DROP_LAST).at(3))
                .isEqualTo(stream(5, 8, BatchStream.Sampler.CROSSING).at(3));
    }

    @Test
    void withReplacementImagesComeTwiceAndAllInTheEnd() {
        BatchStream stream = stream(10, 8, BatchStream.Sampler.WITH_REPLACEMENT);

        assertThat(stream.at(4)).isEqualTo(stream.at(4)).hasSize(8);
        assertThat(
                        IntStream.range(0, 50)
                                .anyMatch(b -> Arrays.stream(stream.at(b)).distinct().count() < 8))
                .isTrue();
        assertThat(IntStream.range(0, 50).flatMap(b -> Arrays.stream(stream.at(b))).distinct())
                .hasSize(10);
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThatThrownBy(() -> stream(1, 0, 4)).hasMessageContaining("no images");
        assertThatThrownBy(() -> stream(1, 4, 0)).hasMessageContaining("at least one image");
        assertThatThrownBy(() -> stream(1, 4, 4).at(-1)).hasMessageContaining("count from 0");
    }
}
