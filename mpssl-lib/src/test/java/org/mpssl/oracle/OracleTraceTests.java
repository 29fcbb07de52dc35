package org.mpssl.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes the traces that tests/oracle reads; only its script asks for that. */
@EnabledIfSystemProperty(
        named = OracleTraceTests.FOLDER,
        matches = ".+",
        disabledReason = "writes traces for PyTorch: ./workbench test --oracle")
class OracleTraceTests {

    static final String FOLDER = "oracle.traces";

    @Test
    void writesOneTracePerCase() throws IOException {
        Path folder = Path.of(System.getProperty(FOLDER));
        for (OracleCase oracleCase : OracleCases.all()) {
            Tensors inputs = OracleCases.inputs(oracleCase);
            Tensors outputs = OracleCases.outputs(oracleCase, inputs, DataType.FLOAT64);
            assertThat(outputs.all()).isNotEmpty();
            new Tensors()
                    .put("in", inputs)
                    .put("out", outputs)
                    .write(
                            folder.resolve(oracleCase.name() + ".safetensors"),
                            Map.of("case", oracleCase.name(), "type", "float64"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"float64", "float32"})
    void writesTheFirstStepsOfEveryRun(String dataType) throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty(FOLDER)).resolve("steps"));
        for (String name : TracedRuns.names()) {
            String file = dataType.equals("float64") ? name : name + "." + dataType;
            TracedRuns.write(name, dataType, folder.resolve(file + ".safetensors"));
        }
    }
}
