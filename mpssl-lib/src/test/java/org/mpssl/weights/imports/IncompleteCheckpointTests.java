package org.mpssl.weights.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.UserError;
import org.mpssl.weights.StoredTensor;

/** Published checkpoints that lack something, and still look like a network. */
class IncompleteCheckpointTests {

    private static List<StoredTensor> fullSize(String format) {
        return switch (format) {
            case "biggan-hf" -> FullSize.huggingFace(128);
            case "biggan-ajbrock", "biggan-tfhub" -> FullSize.ajbrock(128, 3);
            case "converted" -> FullSize.tfhub(128);
            default -> FullSize.ivclab(128);
        };
    }

    private static Plan plan(String format, Predicate<String> left) {
        String title = format.equals("converted") ? "biggan-tfhub" : format;
        return ImportFormat.named(title)
                .plan(fullSize(format).stream().filter(t -> left.test(t.name())).toList());
    }

    private static void assertRefused(String format, String removed, String message) {
        assertThatThrownBy(() -> plan(format, name -> !name.matches(removed)))
                .as("%s without %s", format, removed)
                .isInstanceOf(UserError.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "biggan-hf, generator.layers.(9|10)[.].*, generator.layers.9.conv_0.weight",
        "biggan-ajbrock, blocks.4[.].*, blocks.4.0.conv1.weight",
        "converted, GBlock.4[.].*, blocks.4.0.conv1.weight",
        "biggan-ivclab, gblock_4[.].*, blocks.4.0.conv1.weight"
    })
    void aMissingLastBlockIsNamed(String format, String removed, String missing) {
        assertRefused(format, removed, missing + " is missing, ");
    }

    @ParameterizedTest
    @CsvSource({
        "biggan-hf, generator.layers.(3|4)[.].*, generator.layers.3.conv_0.weight",
        "biggan-hf, generator.layers.10.conv_0.weight_orig, generator.layers.10.conv_0.weight",
        "biggan-ajbrock, blocks.1[.].*, blocks.1.0.conv1.weight",
        "biggan-ajbrock, blocks.4.0.conv1.weight, blocks.4.0.conv1.weight",
        "biggan-ivclab, gblock_2[.].*, blocks.2.0.conv2.weight"
    })
    void aBlockThatIsMissingAmongOthersIsNamed(String format, String removed, String missing) {
        assertRefused(format, removed, missing + " is missing, and there is ");
    }

    @Test
    void aBlockOfAResidualNetworkThatIsMissingIsNamed() {
        List<StoredTensor> tensors =
                FullSize.resNet(4, 3, 4, 23, 3).stream()
                        .filter(tensor -> !tensor.name().startsWith("layer3.6."))
                        .toList();

        assertThatThrownBy(() -> ImportFormat.TORCHVISION.plan(tensors))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("layer3.6.conv1.weight is missing, and there is layer3.7.");
    }

    /** Without its vectors a weight would pass as one that was divided already. */
    @ParameterizedTest
    @CsvSource({
        "biggan-ajbrock, blocks.2.0.conv2.u0, blocks.2.0.conv2.weight",
        "biggan-tfhub, linear.u0, linear.weight",
        "biggan-ajbrock, blocks.0.0.bn1.gain.u0, blocks.0.0.bn1.gain.weight",
        "biggan-ajbrock, blocks.3.1.theta.u0, blocks.3.1.theta.weight"
    })
    void aWeightWithoutItsVectorsIsNamed(String format, String removed, String weight) {
        assertRefused(
                format,
                removed,
                "the vectors of some spectral norms only. 1 without vectors: " + weight);
    }

    @ParameterizedTest
    @CsvSource({
        "biggan-hf, generator.layers.3.conv_1., _orig",
        "converted, colorize.module., _bar",
        "biggan-ivclab, gblock_1.hyperbn.beta., _orig"
    })
    void aDividedWeightAmongOthersIsNamed(String format, String module, String suffix) {
        String name = module + "weight";
        List<StoredTensor> tensors =
                fullSize(format).stream()
                        .filter(t -> !t.name().matches(module + "weight_[uv]"))
                        .map(t -> t.name().equals(name + suffix) ? t.named(name) : t)
                        .toList();
        String title = format.equals("converted") ? "biggan-tfhub" : format;

        assertThatThrownBy(() -> ImportFormat.named(title).plan(tensors))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("1 without vectors: " + name);
    }

    @Test
    void aFileWhoseWeightsAreAllDividedIsTakenAsItIs() {
        Plan plan = plan("biggan-ajbrock", name -> !name.matches(".*\\.(u0|sv0)"));

        assertThat(plan.description().label()).isEqualTo("biggan-128");
        assertThat(plan.unexpected()).isEmpty();
    }
}
