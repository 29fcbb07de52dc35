package org.mpssl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.UserError;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;

class GeneratorsTests {

    private static final Map<String, String> METADATA =
            Map.of(
                    "network", "biggan",
                    "resolution", "128",
                    "width", "4",
                    "classes", "3",
                    "latent", "12",
                    "epsilon", "1e-05",
                    "truncationRows", "2",
                    "source", "a test");

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);

    @AfterEach
    void close() {
        workspace.close();
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> metadata = new HashMap<>(METADATA);
        metadata.put(key, value);
        return metadata;
    }

    private Parameters embedding(long... shape) {
        int size = (int) new Shape(shape).size();
        return Parameters.of(
                Map.of("shared.weight", workspace.array(new float[size], new Shape(shape))));
    }

    @Test
    void theMetadataDescribesTheNetworkAndTheEmbeddingItsLength() {
        assertThat(Generators.network(METADATA, embedding(3, 7), "it"))
                .isEqualTo(new BigGan(BigGan.Plan.of(128), 4, 12, 7, 3, 1e-5, 2));

        Map<String, String> deep = with("network", "biggan-deep");
        assertThat(Generators.network(deep, Parameters.of(Map.of()), "it"))
                .isEqualTo(new BigGanDeep(BigGanDeep.Plan.of(128), 4, 12, 3, 1e-5, 2));
    }

    @Test
    void aFileThatDescribesItselfBecomesAGenerator() {
        BigGan network = new BigGan(BigGan.Plan.of(128), 4, 12, 7, 3, 1e-5, 2);
        Parameters tensors =
                network.initialWeights(workspace, new RandomStreams(1).at("g", 0))
                        .and(network.initialStatistics(workspace));
        FrozenGenerator generator = Generators.of(METADATA, tensors, "it", workspace);
        FrozenGenerator same = FrozenGenerator.of(network, tensors, "it", workspace);
        try (Step step = workspace.seal().step();
                GradientMode off = GradientMode.off()) {
            NDArray z = step.array(new RandomStreams(1).at("z", 0).gaussians(12), new Shape(1, 12));
            NDArray y = step.array(new float[] {0, 0.5f, 0.5f}, new Shape(1, 3));
            NDArray images = generator.generate(z, y);

            assertThat(images.getShape()).isEqualTo(new Shape(1, 3, 128, 128));
            assertThat(images.toFloatArray()).isEqualTo(same.generate(z, y).toFloatArray());
        }
    }

    @Test
    void tensorsOtherThanTheMetadataPromisesAreRefused() {
        assertThatThrownBy(
                        () -> Generators.of(METADATA, embedding(3, 7), "generator.st", workspace))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("generator.st does not hold the tensors that are needed")
                .hasMessageContaining("missing: linear.weight (1024, 2)");
    }

    @ParameterizedTest
    @CsvSource({
        "network, stylegan, biggan or biggan-deep",
        "resolution, 64, 'no blocks.0.0.conv1.weight of 2 axes or more'",
        "resolution, 100, '8, 16, 32 and so on up to 4096'",
        "resolution, 4, '8, 16, 32 and so on up to 4096'",
        "resolution, 0, '8, 16, 32 and so on up to 4096'",
        "resolution, 8192, '8, 16, 32 and so on up to 4096'",
        "resolution, 128px, a whole number",
        "width, 0, 'width 0'",
        "width, -4, a whole number",
        "width, 99999999999, a whole number of up to six digits",
        "width, 3, a multiple of 8 channels",
        "classes, 0, classes 0",
        "latent, 13, latents of equal chunks",
        "latent, '', a whole number",
        "epsilon, small, a number between 0 and 1",
        "epsilon, NaN, a number between 0 and 1",
        "epsilon, 0, a number between 0 and 1",
        "truncationRows, 50.0, a whole number"
    })
    void metadataThatIsWrongIsRefused(String key, String value, String expected) {
        Parameters tensors = embedding(3, 7);
        assertThatThrownBy(() -> Generators.network(with(key, value), tensors, "file.st"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("file.st")
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource({"network", "resolution", "width", "classes", "latent", "epsilon", "truncationRows"})
    void metadataThatIsMissingIsNamed(String key) {
        Map<String, String> metadata = new HashMap<>(METADATA);
        metadata.remove(key);
        assertThatThrownBy(() -> Generators.network(metadata, embedding(3, 7), "file.st"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nothing for '" + key + "'");
    }

    /** Sizes that no memory holds are compared with the file's before anything is made. */
    @Test
    void sizesBeyondAllMeasureAreAMatterOfTheLayout() {
        Map<String, String> huge = with("width", "999992");
        assertThatThrownBy(() -> Generators.of(huge, embedding(3, 7), "file.st", workspace))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("file.st does not hold the tensors");
    }

    @Test
    void anEmbeddingThatIsNoTableIsRefused() {
        assertThatThrownBy(() -> Generators.network(METADATA, embedding(3), "file.st"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("file.st has no shared.weight of 2 axes or more");
        assertThatThrownBy(() -> Generators.network(METADATA, Parameters.of(Map.of()), "file.st"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("file.st has no shared.weight");
    }

    /** Published networks are known; of smaller ones the tensors tell the channels. */
    @Test
    void theTensorsOfOtherResolutionsTellTheChannels() {
        BigGan.Plan plan = new BigGan.Plan(1, List.of(4, 4, 2, 1), 1);
        BigGan network = new BigGan(plan, 4, 12, 7, 3, 1e-5, 2);
        Map<String, String> metadata = new HashMap<>(METADATA);
        metadata.putAll(Map.of("resolution", "32", "attention", "1"));
        assertThat(Generators.network(metadata, zeros(network.layout()), "it")).isEqualTo(network);

        List<BigGanDeep.Block> blocks =
                List.of(
                        new BigGanDeep.Block(false, 4, 4),
                        new BigGanDeep.Block(true, 4, 2),
                        new BigGanDeep.Block(false, 2, 2),
                        new BigGanDeep.Block(true, 2, 1));
        BigGanDeep deep = new BigGanDeep(new BigGanDeep.Plan(blocks, 2), 4, 12, 3, 1e-5, 2);
        metadata.putAll(Map.of("network", "biggan-deep", "resolution", "16", "attention", "2"));
        assertThat(Generators.network(metadata, zeros(deep.layout()), "it")).isEqualTo(deep);

        metadata.put("width", "3");
        assertThatThrownBy(() -> Generators.network(metadata, zeros(deep.layout()), "file.st"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("3 for 'width', expected is a divisor of 16");
    }

    private Parameters zeros(Layout layout) {
        Map<String, NDArray> zeros = new HashMap<>();
        layout.shapes().forEach((name, shape) -> zeros.put(name, workspace.manager().zeros(shape)));
        return Parameters.of(zeros);
    }
}
