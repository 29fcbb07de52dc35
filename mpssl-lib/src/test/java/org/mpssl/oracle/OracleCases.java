package org.mpssl.oracle;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.stream.Stream;
import org.mpssl.tensor.Workspace;

/** Every piece of arithmetic that the oracle recomputes. */
final class OracleCases {

    private OracleCases() {}

    static List<OracleCase> all() {
        return Stream.of(
                        NetworkCases.all(),
                        TorchvisionCases.all(),
                        BigGanCases.all(),
                        ViewCases.all(),
                        OperationCases.all(),
                        PolicyCases.all(),
                        LossCases.all(),
                        PseudoLabelCases.all(),
                        OptimiserCases.all())
                .flatMap(List::stream)
                .toList();
    }

    static Tensors inputs(OracleCase oracleCase) {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32)) {
            return oracleCase.inputs(workspace);
        }
    }

    static Tensors outputs(OracleCase oracleCase, Tensors inputs, DataType type) {
        try (Workspace workspace = Workspace.open(Device.cpu(), type)) {
            return oracleCase.outputs(inputs, workspace);
        }
    }
}
