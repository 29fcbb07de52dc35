package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.tensor.Parameters;
import org.mpssl.weights.Safetensors;
import org.mpssl.weights.imports.WeightImport;

class FoundationClassesTests {

    @TempDir Path folder;

    private String write(String name, String order) throws IOException {
        Map<String, String> metadata = new HashMap<>();
        metadata.put("network", "resnet18");
        metadata.put("format", "torchvision");
        if (order != null) {
            metadata.put("classOrder", order);
        }
        Path file = folder.resolve(name);
        Safetensors.write(file, Parameters.of(Map.of()), metadata);
        return file.toString();
    }

    private static FoundationClasses judge(String file) {
        return FoundationClasses.of("foundation classifier", file, 1000);
    }

    private static FoundationClasses maker(String file) {
        return FoundationClasses.of("generator", file, 1000);
    }

    @Test
    void twoOrdersAreRefusedWithBothFilesAndBothNames() throws IOException {
        String one = write("one.safetensors", WeightImport.IMAGENET);
        String other = write("other.safetensors", "birds, by name");

        assertThatThrownBy(() -> judge(one).requireSame(maker(other)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "the foundation classifier (%s) has its classes in the order '%s'"
                                .formatted(one, "imagenet-1k, sorted WordNet ids"))
                .hasMessageContaining(
                        "the generator (%s) in the order 'birds, by name'".formatted(other))
                .hasMessageContaining("--class-order");
    }

    @Test
    void theSameOrderAndAnUnknownOneAreAccepted() throws IOException {
        String one = write("one.safetensors", WeightImport.IMAGENET);
        String same = write("same.safetensors", WeightImport.IMAGENET);
        String earlier = write("earlier.safetensors", null);

        for (String other : new String[] {same, earlier, "shipped"}) {
            assertThatCode(() -> judge(one).requireSame(maker(other))).doesNotThrowAnyException();
            assertThatCode(() -> judge(other).requireSame(maker(one))).doesNotThrowAnyException();
        }
        assertThat(judge(earlier).order()).isEmpty();
        assertThat(judge("shipped").order()).isEmpty();
        assertThat(judge(one).order()).isEqualTo(Optional.of("imagenet-1k, sorted WordNet ids"));
    }

    @Test
    void anUnknownOrderDoesNotExcuseAnotherNumber() throws IOException {
        String earlier = write("earlier.safetensors", null);

        assertThatThrownBy(
                        () ->
                                judge(earlier)
                                        .requireSame(
                                                FoundationClasses.of("generator", earlier, 999)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "knows 1000 classes and the generator (%s) 999".formatted(earlier));
    }
}
