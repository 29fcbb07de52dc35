package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;
import org.mpssl.tensor.Workspace;

class ExperimentTests {

    private static Workspace workspace() {
        return Workspace.open(Device.cpu(), DataType.FLOAT32);
    }

    @Test
    void anExperimentThatCannotBeBuiltClosesItsWorkspace() {
        Workspace workspace = workspace();
        RunSpec tooMany = TrainerTests.tiny("base").with("labelsPerClass", 100_000);

        assertThatThrownBy(() -> new Experiment(tooMany, workspace)).isInstanceOf(UserError.class);

        assertThat(workspace.manager().isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "naive", "mp-ssl"})
    void oneThatFailsHalfWayDoesToo(String method) {
        // No array can be made in a sealed workspace.
        Workspace workspace = workspace().seal();

        assertThatThrownBy(() -> new Experiment(TrainerTests.tiny(method), workspace))
                .isInstanceOf(IllegalStateException.class);

        assertThat(workspace.manager().isOpen()).isFalse();
    }

    @Test
    void anExperimentThatIsBuiltKeepsItsWorkspaceUntilItIsClosed() {
        Workspace workspace = workspace();
        try (Experiment experiment = new Experiment(TrainerTests.tiny("base"), workspace)) {
            assertThat(experiment.workspace().manager().isOpen()).isTrue();
        }
        assertThat(workspace.manager().isOpen()).isFalse();
    }
}
