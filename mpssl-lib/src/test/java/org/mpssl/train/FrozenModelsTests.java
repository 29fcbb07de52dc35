package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;
import org.mpssl.data.SetUp;
import org.mpssl.nn.FoundationClassifier;
import org.mpssl.nn.FrozenGenerator;
import org.mpssl.nn.SmallBigGan;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Workspace;

class FrozenModelsTests {

    private static final byte[] WEIGHTS = "abc".getBytes(StandardCharsets.UTF_8);

    /** The published SHA-256 of "abc". */
    private static final String CHECKSUM =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);

    @AfterEach
    void close() {
        workspace.close();
    }

    private static byte[] card(String sha256) {
        return "{\"sha256\": \"%s\"}".formatted(sha256).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"coarse-to-fine", "disjoint"})
    void theShippedModelsAreThoseOfTheirCards(String name) {
        FrozenModels models = new FrozenModels(SetUp.named(name));

        assertThat(models.generator(workspace).classes())
                .isEqualTo(models.setUp().foundationClasses().size());
        assertThat(models.classifier(workspace).statistics().names())
                .allMatch(tensor -> tensor.contains(".running_"));
    }

    @Test
    void aFileThatIsNotThatOfItsCardIsRefused() {
        assertThatCode(() -> FrozenModels.verify("model", WEIGHTS, card(CHECKSUM)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> FrozenModels.verify("model", WEIGHTS, card("123")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("model.safetensors is not the file that its card describes")
                .hasMessageContaining("sha256 is 123;")
                .hasMessageContaining(CHECKSUM)
                .hasMessageContaining("build the library again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "{\"sha256\""})
    void aCardWithoutAChecksumIsRefused(String card) {
        byte[] bytes = card.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> FrozenModels.verify("model", WEIGHTS, bytes))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("model");
    }

    @Test
    void theClassifierOfAnotherSetUpIsRefused() {
        FoundationClassifier other = new FrozenModels(SetUp.DISJOINT).classifier(workspace);
        Parameters tensors = other.theta().and(other.statistics());

        assertThatThrownBy(
                        () ->
                                FoundationClassifier.of(
                                        new FrozenModels(SetUp.COARSE_TO_FINE).classifierNetwork(),
                                        tensors,
                                        "the file",
                                        workspace))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the file does not hold the tensors that are needed")
                .hasMessageContaining("2 of another shape")
                .hasMessageContaining("fc.weight (6, 128) instead of (5, 128)")
                .hasMessageContaining("fc.bias (6) instead of (5)");
    }

    /** The engine would broadcast it. */
    @Test
    void aGeneratorWithATensorOfOneNumberIsRefused() {
        SmallBigGan network = new SmallBigGan(3, 1);
        Parameters tensors =
                network.initialWeights(workspace, new RandomStreams(0).at("g", 0))
                        .and(network.initialStatistics(workspace));
        assertThatCode(() -> FrozenGenerator.of(network, tensors, "whole", workspace))
                .doesNotThrowAnyException();
        Parameters damaged =
                tensors.replacedBy(
                        Parameters.of(
                                Map.of(
                                        "blocks.0.0.bn1.stored_mean",
                                        workspace.array(new float[1], new Shape(1)))));

        assertThatThrownBy(() -> FrozenGenerator.of(network, damaged, "damaged", workspace))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("blocks.0.0.bn1.stored_mean (1) instead of (8)");
    }
}
