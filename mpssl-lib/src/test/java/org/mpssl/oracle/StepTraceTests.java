package org.mpssl.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Writes the traces that tests/oracle reads; only its script asks for that. */
@EnabledIfSystemProperty(
        named = StepTraceTests.FOLDER,
        matches = ".+",
        disabledReason = "writes traces for PyTorch: ./workbench test --oracle")
class StepTraceTests {

    static final String FOLDER = "oracle.traces";

    @Test
    void writesOneTracePerCase() throws IOException {
        Path folder = Path.of(System.getProperty(FOLDER));
        for (OracleCase oracleCase : OracleCases.all()) {
            Tensors inputs = OracleCases.inputs(oracleCase);
            write(folder, oracleCase.name(), oracleCase, inputs, DataType.FLOAT64);
        }
        OracleCase single = OracleCases.IN_SINGLE_PRECISION;
        Tensors inputs = OracleCases.inputs(single);
        write(folder, single.name() + ".float32", single, inputs, DataType.FLOAT32);
    }

    private static void write(
            Path folder, String name, OracleCase oracleCase, Tensors inputs, DataType type)
            throws IOException {
        Tensors outputs = OracleCases.outputs(oracleCase, inputs, type);
        assertThat(outputs.all()).isNotEmpty();
        Map<String, String> metadata =
                Map.of(
                        "case", oracleCase.name(),
                        "type", type.name().toLowerCase(java.util.Locale.ROOT),
                        "outputs-by", "mpssl-lib");
        new Tensors()
                .put("in", inputs)
                .put("out", outputs)
                .write(folder.resolve(name + ".safetensors"), metadata);
    }
}
