package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.tensor.Parameters;
import org.mpssl.weights.Safetensors;

class WeightChecklistTests {

    private static final String V1 =
            "f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec";

    @TempDir Path folder;

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private RunSpec paper(String method) {
        return RunSpec.paper(method, 0)
                .with("init", at("resnet18.safetensors"))
                .with("foundationClassifier", at("resnet18.safetensors"))
                .with("generator", at("biggan-deep-256.safetensors"));
    }

    private void write(String name, Map<String, String> metadata) throws IOException {
        Safetensors.write(folder.resolve(name), Parameters.of(Map.of()), metadata);
    }

    private void writeResNet(String network) throws IOException {
        write(
                "resnet18.safetensors",
                Map.of("network", network, "format", "torchvision", "sourceSha256", V1));
    }

    @Test
    void aRunOfTheShippedModelsNeedsNothing() {
        WeightChecklist list = WeightChecklist.of(RunSpec.mini("p-ssl", 0));

        assertThat(list.items()).isEmpty();
        assertThat(list.isComplete()).isTrue();
        assertThat(list).hasToString("The run needs no imported weights.");
    }

    @Test
    void aMethodNeedsTheFilesThatItUses() {
        assertThat(fields(paper("base"))).containsExactly("init");
        assertThat(fields(paper("mp-ssl"))).containsExactly("generator", "init");
        assertThat(fields(paper("p-ssl")))
                .containsExactly("foundationClassifier", "generator", "init");
        assertThat(fields(paper("base").with("init", "scratch"))).isEmpty();
    }

    private static List<String> fields(RunSpec spec) {
        return WeightChecklist.of(spec).items().stream().map(i -> i.field()).toList();
    }

    @Test
    void whatIsMissingComesWithTheCommandThatMakesIt() {
        WeightChecklist list = WeightChecklist.of(paper("mp-ssl"));

        assertThat(list.isComplete()).isFalse();
        assertThat(list.items().get(0).command())
                .isEqualTo(
                        "./workbench weights import --format biggan-hf --network biggan-deep-256"
                                + " biggan-deep-256-pytorch_model.bin "
                                + at("biggan-deep-256.safetensors"));
        assertThat(list.toString())
                .contains("generator: " + at("biggan-deep-256.safetensors") + " is missing.")
                .contains("--network resnet18 resnet18-f37072fd.pth");
    }

    @Test
    void runsAreRefusedTogetherWithEachMissingFileOnce() {
        assertThatThrownBy(
                        () ->
                                WeightChecklist.requireThere(
                                        List.of(paper("base"), paper("mp-ssl"), paper("p-ssl"))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("./workbench weights list says where")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(3))
                .hasMessageContaining(at("resnet18.safetensors") + ": ./workbench weights import");
        WeightChecklist.requireThere(List.of(RunSpec.mini("p-ssl", 0)));
    }

    @Test
    void theClassifierSaysWhichResNetItStartsFrom() {
        RunSpec spec =
                paper("base").with("block", "bottleneck").with("blocks", List.of(3, 4, 6, 3));
        assertThat(WeightChecklist.of(spec).toString()).contains("resnet50-0676ba61.pth");

        RunSpec narrow = paper("base").with("width", 8);
        assertThat(WeightChecklist.of(narrow).toString())
                .contains("import --format FORMAT --network NETWORK FILE ");
    }

    @Test
    void aFileThatIsThereIsKnownByItsMetadata() throws IOException {
        writeResNet("resnet18");
        WeightChecklist list = WeightChecklist.of(paper("base"));

        assertThat(list.isComplete()).isTrue();
        assertThat(list.toString()).endsWith("is there: resnet18 of resnet18-f37072fd.pth");
    }

    @Test
    void anotherFileInItsPlaceIsNotTakenForIt() throws IOException {
        writeResNet("resnet50");
        WeightChecklist list = WeightChecklist.of(paper("base"));
        assertThat(list.items().get(0).state()).isEqualTo(WeightChecklist.State.OTHER);
        assertThat(list.toString()).contains("and should be resnet18. Move it away, then:");

        Files.writeString(folder.resolve("resnet18.safetensors"), "no weights");
        assertThat(WeightChecklist.of(paper("base")).toString())
                .contains("is no file that an import made. Move it away");
    }
}
