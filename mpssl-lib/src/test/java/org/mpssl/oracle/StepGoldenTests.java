package org.mpssl.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.train.RunSpec;
import org.mpssl.weights.Safetensors;

/**
 * Checks the first steps of every method and every ablation against what an independent PyTorch
 * program (tests/oracle) computed.
 *
 * <p>The images come from the shipped data and models: when one of those is made anew, so are the
 * goldens.
 */
class StepGoldenTests {

    private static final String FULL = "full/";
    private static final String PROJECTED = "projected/";

    private static final List<String> ORIGIN =
            List.of("spec", "datasetManifest", "generator", "foundationClassifier");

    @TempDir private Path folder;

    static List<String> names() throws IOException {
        return TracedRuns.names();
    }

    private byte[] trace(String name, String dataType) throws IOException {
        Path file = folder.resolve(name + ".safetensors");
        TracedRuns.write(name, dataType, file);
        return Files.readAllBytes(file);
    }

    private static byte[] golden(String name) throws IOException {
        String resource = "/goldens/steps/" + name + ".safetensors";
        try (InputStream in = StepGoldenTests.class.getResourceAsStream(resource)) {
            assertThat(in).as("%s (tests/oracle/run.sh --write-goldens)", resource).isNotNull();
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void stepsAreThoseOfPyTorch(String name) throws IOException {
        byte[] written = trace(name, "float64");
        byte[] committed = golden(name);
        sameOrigin(Safetensors.metadata(written, name), Safetensors.metadata(committed, name));

        Tensors actual = Tensors.read(written, name);
        Tensors expected = Tensors.read(committed, name);
        Map<String, List<String>> quantities = Projections.quantities(actual.all().keySet());

        SoftAssertions soft = new SoftAssertions();
        expected.all()
                .forEach(
                        (key, golden) -> {
                            if (key.startsWith(FULL)) {
                                whole(soft, key.substring(FULL.length()), golden, actual);
                            } else {
                                String quantity = key.substring(PROJECTED.length());
                                assertThat(quantities).containsKey(quantity);
                                rows(soft, quantities.get(quantity), golden, actual);
                            }
                        });
        soft.assertAll();
    }

    /** The goldens come from the same description, data and models, or say nothing. */
    private static void sameOrigin(Map<String, String> trace, Map<String, String> golden) {
        assertThat(golden.get("outputs-by")).startsWith("torch 2.");
        for (String key : ORIGIN) {
            assertThat(meaning(key, trace.get(key)))
                    .as("%s has changed: tests/oracle/run.sh --write-goldens", key)
                    .isEqualTo(meaning(key, golden.get(key)));
        }
    }

    /** A spec that was written before there were later fields means the same with them. */
    private static Object meaning(String key, String value) {
        try {
            return key.equals("spec")
                    ? JsonMapper.builder().build().readValue(value, RunSpec.class)
                    : value;
        } catch (JsonProcessingException e) {
            throw new AssertionError(value, e);
        }
    }

    private static void whole(
            SoftAssertions soft, String name, Tensors.Tensor golden, Tensors actual) {
        assertThat(actual.all()).containsKey(name);
        double[] difference = actual.get(name).values().clone();
        assertThat(difference).as(name).hasSameSizeAs(golden.values());
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= golden.values()[i];
        }
        soft.assertThat(length(difference))
                .as(name)
                .isLessThanOrEqualTo(limit(name) * length(golden.values()));
    }

    private static void rows(
            SoftAssertions soft, List<String> names, Tensors.Tensor golden, Tensors actual) {
        int columns = 1 + Projections.DIRECTIONS;
        assertThat(golden.values()).as("%s", names).hasSize(names.size() * columns);
        for (int row = 0; row < names.size(); row++) {
            String name = names.get(row);
            double[] values = actual.get(name).values();
            double length = golden.values()[row * columns];
            double error = Math.abs(length(values) - length);
            for (int k = 0; k < Projections.DIRECTIONS; k++) {
                double product = golden.values()[row * columns + 1 + k];
                error = Math.max(error, Math.abs(Projections.product(values, k) - product));
            }
            soft.assertThat(error).as(name).isLessThanOrEqualTo(limit(name) * length);
        }
    }

    private static double limit(String name) {
        boolean updated = name.contains("/gradient/") || name.contains("/after/");
        return updated ? 1e-8 : 1e-10;
    }

    private static double length(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    /** The first step alone: the second one starts from weights that are a little different. */
    @ParameterizedTest
    @ValueSource(strings = {"base", "oracle-freematch", "p-ssl-uda", "mp-ssl", "mp-ssl-gap-mmd"})
    void singlePrecisionStaysNear(String name) throws IOException {
        Tensors actual = Tensors.read(trace(name, "float32"), name);
        Tensors expected = Tensors.read(golden(name), name).under("full");

        for (String loss : expected.all().keySet()) {
            if (loss.startsWith("step/0/") && loss.contains("loss/")) {
                double exact = expected.number(loss);
                assertThat(Math.abs(actual.number(loss) - exact))
                        .as(loss)
                        .isLessThanOrEqualTo(1e-5 * Math.abs(exact));
            }
        }
    }
}
