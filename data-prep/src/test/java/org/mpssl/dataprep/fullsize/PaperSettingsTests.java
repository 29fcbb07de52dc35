package org.mpssl.dataprep.fullsize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The paper's networks in full, ResNet-18 and BigGAN-256, train on Cars at 224 pixels. */
@Tag("soak")
@ExtendWith(PreparedCars.Resolver.class)
class PaperSettingsTests {

    private static final int BATCH = 2;
    private static final int STEPS = 2;

    @TempDir private static Path weights;

    @BeforeAll
    static void writeWeights() throws IOException {
        RandomWeights.resNet18(weights.resolve("resnet18.safetensors"));
        RandomWeights.bigGan256(weights.resolve("biggan-256.safetensors"));
        assertThat(Files.size(weights.resolve("biggan-256.safetensors")))
                .isGreaterThan(328_000_000);
    }

    @ParameterizedTest
    @CsvSource({"base, 1536", "naive, 5120", "p-ssl, 5120", "mp-ssl, 7168"})
    void theyTrain(String method, long mostMiB, PreparedCars prepared)
            throws IOException, InterruptedException {
        ChildJvm.Outcome outcome =
                ChildJvm.start(
                                ChildJvm.USUAL_HEAP,
                                PaperProbe.class.getName(),
                                prepared.data(),
                                weights,
                                method,
                                BATCH,
                                STEPS)
                        .await();
        assertThat(outcome.code()).as(outcome.printed()).isZero();
        Map<String, Double> found = outcome.numbers();
        System.out.printf(
                "%s on Cars with the paper's networks and %d images a step: ready after %.1f s, %.1f s for the last of %d steps, %d MiB at most%n%s%n",
                method,
                BATCH,
                found.get("open.seconds"),
                found.get("step%d.seconds".formatted(STEPS - 1)),
                STEPS,
                outcome.peakMiB(),
                outcome.printed());

        assertThat(found.get("labelled")).isEqualTo(3665);
        assertThat(found.values()).allMatch(Double::isFinite);
        assertThat(found).containsKeys("step1.supervised", "evaluation.loss");
        assertThat(found.get("moved.theta")).isPositive();
        if (method.equals("mp-ssl")) {
            assertThat(found).containsKeys("step1.scr", "step1.validation", "step1.gap");
            assertThat(found.get("moved.phi")).isPositive();
            assertThat(found.get("moved.xi")).isPositive();
        }
        assertThat(outcome.peakMiB()).isBetween(1L, mostMiB);
    }
}
