package org.mpssl.weights.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.UserError;
import org.mpssl.nn.PublishedNetworks;
import org.mpssl.weights.Layout;
import org.mpssl.weights.StoredTensor;

/** What the shapes of the published networks are taken for: their parameters are known numbers. */
class FullSizeTests {

    /** Running statistics are no parameters. */
    private static long parameters(Layout layout) {
        return layout.shapes().entrySet().stream()
                .filter(entry -> !entry.getKey().matches(".*(stored|running)_.*"))
                .mapToLong(entry -> entry.getValue().size())
                .sum();
    }

    private static void assertIsTheLibrarys(Plan plan) {
        Layout needed = PublishedNetworks.layout(plan.description()).orElseThrow();
        assertThat(needed.differences(plan.layout())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "128, 3, 120, 70433988", //
        "256, 4, 140, 82097604",
        "512, 3, 128, 82296804"
    })
    void theOriginalBigGansHaveTheirAttentionAndTheirParameters(
            int resolution, int attention, int latent, long parameters) {
        Plan port = ImportFormat.BIGGAN_TFHUB.plan(FullSize.tfhub(resolution));
        Plan release = ImportFormat.BIGGAN_IVCLAB.plan(FullSize.ivclab(resolution));
        Plan own = ImportFormat.BIGGAN_AJBROCK.plan(FullSize.ajbrock(resolution, attention));

        for (Plan plan : List.of(port, release, own)) {
            assertThat(plan.unexpected()).isEmpty();
            assertThat(parameters(plan.layout())).isEqualTo(parameters);
            NetworkDescription description = plan.description();
            assertThat(description.label()).isEqualTo("biggan-" + resolution);
            assertThat(description.number("attention")).isEqualTo(attention);
            assertThat(description.number("latent")).isEqualTo(latent);
            assertThat(description.number("width")).isEqualTo(96);
            assertThat(description.number("classes")).isEqualTo(1000);
            assertThat(description.number("embedding")).isEqualTo(128);
            assertIsTheLibrarys(plan);
        }
        assertThat(port.layout().differences(own.layout())).isEmpty();
        assertThat(own.description().number("truncationRows")).isZero();
        assertThat(release.description().number("truncationRows")).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({"128, 50388609", "256, 55880833", "512, 56163905"})
    void theDeepBigGansHaveTheirParameters(int resolution, long parameters) {
        Plan plan = ImportFormat.BIGGAN_HF.plan(FullSize.huggingFace(resolution));

        assertThat(plan.unexpected()).isEmpty();
        assertThat(parameters(plan.layout())).isEqualTo(parameters);
        assertThat(plan.description().label()).isEqualTo("biggan-deep-" + resolution);
        assertThat(plan.description().values())
                .containsAllEntriesOf(
                        Map.of("latent", "128", "attention", "8", "truncationRows", "51"));
        assertIsTheLibrarys(plan);
    }

    @ParameterizedTest
    @CsvSource({
        "resnet18, 1, 2 2 2 2, 11689512",
        "resnet50, 4, 3 4 6 3, 25557032",
        "resnet101, 4, 3 4 23 3, 44549160"
    })
    void theResidualNetworksHaveTheirParameters(
            String name, int expansion, String blocks, long parameters) {
        Plan plan = ImportFormat.TORCHVISION.plan(FullSize.resNet(expansion, numbers(blocks)));

        assertThat(plan.description().label()).isEqualTo(name);
        assertThat(parameters(plan.layout())).isEqualTo(parameters);
        assertThat(plan.layout().shapes().keySet()).noneMatch(n -> n.endsWith("_tracked"));
        assertIsTheLibrarys(plan);
    }

    private static int[] numbers(String text) {
        return java.util.Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    }

    @Test
    void anotherResidualNetworkIsRefusedWithItsStages() {
        assertThatThrownBy(() -> ImportFormat.TORCHVISION.plan(FullSize.resNet(1, 3, 4, 6, 3)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("stages of basic [3, 4, 6, 3] blocks");
    }

    @Test
    void attentionWhosePlaceIsNotKnownIsRefused() {
        List<StoredTensor> tensors =
                FullSize.tfhub(128).stream()
                        .map(t -> t.name().contains("theta.module.weight_bar") ? wide(t) : t)
                        .toList();

        assertThatThrownBy(() -> ImportFormat.BIGGAN_TFHUB.plan(tensors))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("it takes 100 channels, and of the 5 blocks [] put out");
    }

    private static StoredTensor wide(StoredTensor theta) {
        return new StoredTensor(
                theta.name(),
                theta.type(),
                new Shape(24, 100, 1, 1),
                List.of(),
                0,
                theta.storage());
    }

    @Test
    void twoAttentionsAreOneTooMany() {
        List<StoredTensor> both = new java.util.ArrayList<>(FullSize.ajbrock(128, 3));
        FullSize.ajbrock(128, 2).stream()
                .filter(t -> t.name().startsWith("blocks.2.1."))
                .forEach(both::add);

        assertThatThrownBy(() -> ImportFormat.BIGGAN_AJBROCK.plan(both))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("of its 5 blocks [2, 3] are followed by attention");
    }

    @Test
    void anUnknownNumberOfADescriptionIsTheProgramsMistake() {
        NetworkDescription description = new NetworkDescription("resnet18", Map.of("width", "64"));

        assertThat(description.number(NetworkDescription.WIDTH)).isEqualTo(64);
        assertThatThrownBy(() -> description.number(NetworkDescription.LATENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("resnet18 has no latent");
        assertThat(List.of(ImportFormat.values())).hasSameSizeAs(ImportFormat.titles());
    }
}
