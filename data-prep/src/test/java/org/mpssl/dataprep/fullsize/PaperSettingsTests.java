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

    private static final int STEPS = 2;

    @TempDir private static Path weights;

    @BeforeAll
    static void writeWeights() throws IOException {
        RandomWeights.resNet18(weights.resolve("resnet18.safetensors"));
        RandomWeights.bigGan256(weights.resolve("biggan-256.safetensors"));
        assertThat(Files.size(weights.resolve("biggan-256.safetensors")))
                .isGreaterThan(328_000_000);
    }

    /** With 8 images drawn at once the last one took 14,013 MiB, and as long. */
    @ParameterizedTest(name = "{0}, {1} images a step, {2} drawn at once")
    @CsvSource({
        "base, 2, 0, 1536",
        "naive, 2, 0, 5120",
        "p-ssl, 2, 0, 5120",
        "mp-ssl, 2, 0, 7168",
        "mp-ssl, 8, 2, 7680"
    })
    void theyTrain(String method, int batch, int chunk, long mostMiB, PreparedCars prepared)
            throws IOException, InterruptedException {
        ChildJvm.Outcome outcome =
                ChildJvm.start(
                                ChildJvm.USUAL_HEAP,
                                PaperProbe.class.getName(),
                                prepared.data(),
                                weights,
                                method,
                                batch,
                                STEPS,
                                chunk)
                        .await();
        assertThat(outcome.code()).as(outcome.printed()).isZero();
        Map<String, Double> found = outcome.numbers();
        System.out.printf(
                "%s on Cars with the paper's networks, %d images a step, %d drawn at once (0: all): ready after %.1f s, %.1f s for the last of %d steps, %d MiB at most%n%s%n",
                method,
                batch,
                chunk,
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
