package org.mpssl.cli.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.nn.Generators;
import org.mpssl.nn.PublishedNetworks;
import org.mpssl.tensor.DeviceMemory;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Parameters;
import org.mpssl.train.RunSpec;
import org.mpssl.weights.Safetensors;
import org.mpssl.weights.imports.NetworkDescription;

/** All of the check but the card. */
class GpuCheckTests {

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();

    private static GpuCheck.Subject tiny() {
        RunSpec run = ParityTests.tiny();
        RunSpec paper =
                RunSpec.paper("mp-ssl", 1)
                        .with("init", "scratch")
                        .with("width", 2)
                        .with("imageSize", 40)
                        .with("shift", 5)
                        .with("batchSize", 2)
                        .with("mapperHidden", 4);
        return new GpuCheck.Subject(
                GpuCheck.Subject.compared(run),
                run,
                paper,
                RandomGenerator.description(128, 4, 120, 6),
                1);
    }

    @Test
    void aDeviceThatIsTheReferencePasses() throws IOException {
        GpuCheck check = new GpuCheck(Device.cpu(), Device.cpu(), new PrintWriter(out));

        assertThat(check.run(tiny())).isTrue();
        assertThat(out.toString())
                .startsWith("This check has not been run on a card by the project")
                .contains("float64  losses", "float32  updated tensors")
                .containsPattern("mini +4 +[0-9.]+  not counted")
                .containsPattern("paper, random weights +2 +[0-9.]+  not counted")
                .contains("Verdict: the GPU computes what the CPU computes")
                .doesNotContain("BAD");
    }

    @Test
    void theComparedRunsAreTheWholeStepInFloat64AndAGentleOneInFloat32() {
        List<RunSpec> runs = GpuCheck.Subject.presets().compared();

        assertThat(runs.get(0)).isEqualTo(RunSpec.mini("mp-ssl", 2).with("dataType", "float64"));
        assertThat(runs.get(1).get("dataType")).isEqualTo("float32");
        assertThat(runs.get(1).get("batchSize")).isEqualTo(8);
        assertThat(runs.get(1).get("reuseSynthetic")).isEqualTo(true);
    }

    /** Rounding to single precision is what a correct card is allowed to differ by. */
    @Test
    void singlePrecisionLiesWithinItsTolerances() {
        Devices.engine();
        RunSpec run = GpuCheck.Subject.presets().compared().get(1);
        try (NDManager memory = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Parameters exact =
                    org.mpssl.train.StepTrace.of(
                            run.with("dataType", "float64"), 1, Device.cpu(), memory);
            Parameters rounded = org.mpssl.train.StepTrace.of(run, 1, Device.cpu(), memory);

            assertThat(Parity.compare("float32", exact, rounded).holds()).isTrue();
            assertThat(Parity.compare("float64", exact, rounded).holds()).isFalse();
        }
    }

    @Test
    void aBatchIsHalvedUntilMemoryIsEnough() {
        List<Object> tried = new ArrayList<>();
        Optional<StepCost> cost =
                StepCost.ofLargest(
                        RunSpec.mini("mp-ssl", 0),
                        run -> {
                            tried.add(run.get("batchSize"));
                            if (run.training().batchSize() > 8) {
                                throw new IllegalStateException(
                                        new RuntimeException("CUDA out of memory. Tried to"));
                            }
                            return new StepCost(8, 1.5, OptionalLong.of(2_000_000_000L));
                        });

        assertThat(tried).containsExactly(32, 16, 8);
        assertThat(cost.orElseThrow().line("mini")).matches("mini +8 +1\\.5 {2}2,000 MB");
    }

    @Test
    void aCardTooSmallForAnyBatchIsNoBugAndAnotherErrorIs() {
        StepCost.Measure small =
                run -> {
                    throw new IllegalStateException("CUDNN_STATUS_ALLOC_FAILED");
                };
        StepCost.Measure broken =
                run -> {
                    throw new IllegalStateException("no kernel image is available");
                };

        assertThat(StepCost.ofLargest(RunSpec.mini("mp-ssl", 0), small)).isEmpty();
        assertThatThrownBy(() -> StepCost.ofLargest(RunSpec.mini("mp-ssl", 0), broken))
                .hasMessage("no kernel image is available");
    }

    @Test
    void aGeneratorOfRandomWeightsIsOneThatARunCanUse() throws IOException {
        NetworkDescription description = RandomGenerator.description(128, 4, 120, 6);
        Path file = folder.resolve("generator.safetensors");
        RandomGenerator.write(file, description);

        Devices.engine();
        try (NDManager memory = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Parameters tensors = Safetensors.read(file, memory);
            assertThat(
                            Generators.network(
                                            Safetensors.metadata(
                                                    java.nio.file.Files.readAllBytes(file), "g"),
                                            tensors,
                                            "g")
                                    .layout())
                    .isEqualTo(PublishedNetworks.layout(description).orElseThrow());
            assertThat(tensors.get("blocks.0.0.bn1.stored_var").min().getFloat()).isPositive();
        }
    }

    /** docs: the published BigGAN-256 has 82,097,604 parameters; statistics are none. */
    @Test
    void theMeasuredGeneratorIsAsLargeAsThePublishedOne() {
        long parameters =
                PublishedNetworks.layout(RandomGenerator.published())
                        .orElseThrow()
                        .shapes()
                        .entrySet()
                        .stream()
                        .filter(tensor -> !tensor.getKey().contains("stored_"))
                        .mapToLong(tensor -> tensor.getValue().size())
                        .sum();

        assertThat(parameters).isEqualTo(82_097_604);
        assertThat(RandomGenerator.published().label()).isEqualTo("biggan-256");
    }

    @Test
    void theMemoryOfACpuIsNotCounted() {
        DeviceMemory memory = new DeviceMemory(Device.cpu());
        memory.release();

        assertThat(memory.inUse()).isEmpty();
        assertThat(memory.total()).isEmpty();
    }
}
