package org.mpssl.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the library against what an independent PyTorch program (tests/oracle) computed. */
class OracleGoldenTests {

    private static final Map<String, Double> LIMITS =
            Map.of("loss", 1e-10, "value", 1e-10, "gradient", 1e-8, "state", 1e-8);

    static List<OracleCase> cases() {
        return OracleCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resultsAreThoseOfPyTorch(OracleCase oracleCase) throws IOException {
        Tensors golden = golden(oracleCase);
        Tensors expected = golden.under("out");

        Tensors actual = OracleCases.outputs(oracleCase, golden.under("in"), DataType.FLOAT64);

        assertThat(actual.all().keySet()).hasSameElementsAs(expected.all().keySet());
        expected.all()
                .forEach(
                        (name, tensor) ->
                                assertThat(relativeError(actual.get(name), tensor))
                                        .as(name)
                                        .isLessThanOrEqualTo(limit(name)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void drawsAreStillThoseThatPyTorchSaw(OracleCase oracleCase) throws IOException {
        Map<String, Tensors.Tensor> stored = draws(golden(oracleCase).under("in"));

        Map<String, Tensors.Tensor> drawn = draws(OracleCases.inputs(oracleCase));

        assertThat(drawn.keySet()).isEqualTo(stored.keySet());
        drawn.forEach(
                (name, tensor) -> assertThat(tensor.same(stored.get(name))).as(name).isTrue());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void goldensWereWrittenByTorch(OracleCase oracleCase) throws IOException {
        String start = new String(content(oracleCase), 8, 200, StandardCharsets.UTF_8);

        assertThat(start).contains("\"outputs-by\":\"torch 2.");
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double limit(String name) {
        return LIMITS.get(name.substring(0, name.indexOf('/')));
    }

    /** The length of the difference over the length of the exact one; 0 if there is none. */
    static double relativeError(Tensors.Tensor actual, Tensors.Tensor exact) {
        assertThat(actual.shape()).isEqualTo(exact.shape());
        double[] difference = actual.values().clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= exact.values()[i];
        }
        double error = Math.sqrt(dot(difference, difference));
        return error == 0 ? 0 : error / Math.sqrt(dot(exact.values(), exact.values()));
    }

    private static Map<String, Tensors.Tensor> draws(Tensors inputs) {
        return inputs.all().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("draws/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Tensors golden(OracleCase oracleCase) throws IOException {
        return Tensors.read(content(oracleCase), oracleCase.name());
    }

    private static byte[] content(OracleCase oracleCase) throws IOException {
        String name = "/goldens/" + oracleCase.name() + ".safetensors";
        try (InputStream in = OracleGoldenTests.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }
}
