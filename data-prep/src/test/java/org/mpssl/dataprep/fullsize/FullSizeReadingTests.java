package org.mpssl.dataprep.fullsize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a prepared dataset is for: training does not wait for its images. */
@Tag("soak")
@ExtendWith(PreparedCars.Resolver.class)
class FullSizeReadingTests {

    @Test
    void preparedImagesAreReadTenTimesAsFastAsTheyAreDecoded(PreparedCars prepared)
            throws IOException, InterruptedException {
        ChildJvm.Outcome outcome =
                ChildJvm.start(ChildJvm.USUAL_HEAP, ReadingProbe.class.getName(), prepared.data())
                        .await();
        assertThat(outcome.code()).as(outcome.printed()).isZero();
        Map<String, Double> found = outcome.numbers();
        double ratio = found.get("read.imagesPerSecond") / found.get("decoded.imagesPerSecond");

        System.out.printf(
                "Batches of 64 from prepared Cars: %.0f images a second (%.0f brought to 224 pixels); decoded anew: %.0f; ratio %.1f%n",
                found.get("read.imagesPerSecond"),
                found.get("read224.imagesPerSecond"),
                found.get("decoded.imagesPerSecond"),
                ratio);
        for (int side : new int[] {256, 224}) {
            double alone = found.get("alone%d.milliseconds".formatted(side));
            double ahead = found.get("ahead%d.milliseconds".formatted(side));
            System.out.printf(
                    "A batch at %d pixels takes %.1f ms; read ahead during a step of 50 ms, %.1f ms: %.0f %% are hidden%n",
                    side, alone, ahead, 100 * (1 - ahead / alone));
        }
        assertThat(ratio).isGreaterThanOrEqualTo(10);
        assertThat(found.get("ahead256.milliseconds"))
                .isLessThan(found.get("alone256.milliseconds"));
    }
}
