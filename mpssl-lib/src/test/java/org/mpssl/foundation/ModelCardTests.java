package org.mpssl.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTests {

    @TempDir Path folder;

    @Test
    void aCardLiesBesideItsFileAndKnowsItsSizeAndChecksum() throws IOException {
        Path weights = Files.writeString(folder.resolve("model-a.safetensors"), "abc");

        new ModelCard().put("what", "a model").write(weights);

        JsonNode card = new JsonMapper().readTree(folder.resolve("model-a.json").toFile());
        assertThat(card.path("file").asText()).isEqualTo("model-a.safetensors");
        assertThat(card.path("bytes").asLong()).isEqualTo(3);
        // The published SHA-256 of "abc".
        assertThat(card.path("sha256").asText())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void entriesStandInTheOrderTheyWerePutAndRecordsAreSpelledOut() throws IOException {
        Path weights = Files.writeString(folder.resolve("m.safetensors"), "");
        Files.writeString(
                folder.resolve("m.json"), "an older card, longer than the new one".repeat(99));

        new ModelCard()
                .put("what", "a model")
                .put("settings", GeneratorSpec.shipped(7))
                .put("quality", Map.of("bag", 0.5))
                .write(weights);

        String text = Files.readString(folder.resolve("m.json"));
        JsonNode card = new JsonMapper().readTree(text);
        List<String> names = new ArrayList<>();
        card.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly("what", "settings", "quality", "file", "bytes", "sha256");
        assertThat(card.path("settings").path("seed").asLong()).isEqualTo(7);
        assertThat(card.path("settings").path("averageDecay").asDouble()).isEqualTo(0.998);
        assertThat(card.path("quality").path("bag").asDouble()).isEqualTo(0.5);
        assertThat(text).startsWith("{\n  \"what\"").endsWith("}\n");
    }
}
