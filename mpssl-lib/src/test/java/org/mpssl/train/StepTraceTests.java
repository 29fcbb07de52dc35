package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Parameters;
import org.mpssl.weights.Safetensors;

class StepTraceTests {

    @TempDir private Path folder;
    private NDManager memory;

    @BeforeEach
    void open() {
        Devices.engine();
        memory = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private static RunSpec tiny(String method, String dataType) {
        return RunSpec.mini(method, 3)
                .with("dataType", dataType)
                .with("steps", 3)
                .with("batchSize", 4)
                .with("labelsPerClass", 1)
                .with("validationPerClass", 1)
                .with("width", 2)
                .with("blocks", List.of(1, 1))
                .with("syntheticPool", 9)
                .with("mapperHidden", 4);
    }

    private byte[] trace(RunSpec spec, int steps, String name) throws IOException {
        Path file = folder.resolve(name + ".safetensors");
        int arrays = StepTrace.write(spec, steps, file);
        byte[] content = Files.readAllBytes(file);
        assertThat(read(content).size()).isEqualTo(arrays);
        return content;
    }

    private Parameters read(byte[] content) {
        return Safetensors.read(content, "trace", memory);
    }

    private static byte[] bytes(NDArray array) {
        byte[] bytes = new byte[(int) array.size() * array.getDataType().getNumOfBytes()];
        array.toByteBuffer().get(bytes);
        return bytes;
    }

    /** To look at the steps changes nothing: what is written is what a run computes. */
    @ParameterizedTest
    @CsvSource({
        "base, float32",
        "oracle, float64",
        "p-ssl, float32",
        "mp-ssl, float32",
        "mp-ssl, float64"
    })
    void theUpdatedWeightsAreThoseOfARunBitForBit(String method, String dataType)
            throws IOException {
        RunSpec spec = tiny(method, dataType);
        Parameters trace = read(trace(spec, 2, "trace"));

        try (Experiment experiment = new Experiment(spec, Device.cpu())) {
            compare(trace, "start/theta/", experiment.classifier().theta());
            for (int t = 0; t < 2; t++) {
                experiment.method().step(t, spec.training().rate(t));
                String after = "step/" + t + "/after/";
                compare(trace, after + "theta/", experiment.classifier().theta());
                compare(trace, after + "statistics/", experiment.classifier().statistics());
                if (experiment.lmo() != null) {
                    Parameters w = experiment.lmo().parameters();
                    compare(trace, after + "phi/", w.under("phi."));
                    compare(trace, after + "xi/", w.under("xi."));
                }
            }
        }
    }

    private static void compare(Parameters trace, String start, Parameters expected) {
        assertThat(trace.under(start).names()).isEqualTo(expected.names());
        expected.forEach(
                entry ->
                        assertThat(bytes(trace.get(start + entry.getKey())))
                                .as(start + entry.getKey())
                                .isEqualTo(bytes(entry.getValue())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"naive", "mp-ssl"})
    void theSameSpecGivesTheSameBytes(String method) throws IOException {
        RunSpec spec = tiny(method, "float32");

        assertThat(trace(spec, 2, "one")).isEqualTo(trace(spec, 2, "two"));
    }

    @Test
    void moreStepsOnlyAddToATrace() throws IOException {
        Parameters one = read(trace(tiny("mp-ssl", "float32"), 1, "one"));
        Parameters three = read(trace(tiny("mp-ssl", "float32"), 3, "three"));

        assertThat(three.names()).containsAll(one.names()).hasSizeGreaterThan(2 * one.size());
        for (String name : one.names()) {
            assertThat(bytes(three.get(name))).as(name).isEqualTo(bytes(one.get(name)));
        }
        assertThat(three.names()).contains("step/2/after/phi/layers.0.weight");
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float64"})
    void numbersHaveTheSpecsDataTypeAndLossesAreDoubles(String dataType) throws IOException {
        Parameters trace = read(trace(tiny("mp-ssl", dataType), 1, "trace"));

        DataType type = DataType.valueOf(dataType.toUpperCase(java.util.Locale.ROOT));
        for (String name :
                List.of(
                        "generator/shared.weight",
                        "start/theta/conv1.weight",
                        "step/0/input/labelled/images",
                        "step/0/meta/draw/meta-noise/z",
                        "step/0/meta/gradient/xi/embedding.weight",
                        "step/0/synthetic",
                        "step/0/after/adam-second/phi/layers.2.bias")) {
            assertThat(trace.get(name).getDataType()).as(name).isEqualTo(type);
        }
        for (String name :
                List.of("step/0/rate", "step/0/loss/scr", "step/0/meta/loss/validation")) {
            assertThat(trace.get(name).getDataType()).as(name).isEqualTo(DataType.FLOAT64);
            assertThat(trace.get(name).getShape().dimension()).as(name).isZero();
        }
        assertThat(trace.get("step/0/draw/labelled-weak/flip").getDataType())
                .isEqualTo(DataType.INT32);
    }

    @Test
    void theMetadataNamesTheRunAndWhatItUses() throws IOException {
        RunSpec spec = tiny("p-ssl", "float32");
        Map<String, String> metadata = Safetensors.metadata(trace(spec, 1, "trace"), "trace");

        assertThat(metadata)
                .containsEntry("format", "mpssl-trace-1")
                .containsEntry("dataType", "float32")
                .containsEntry("steps", "1")
                .containsEntry("spec", spec.toJson())
                .containsKeys("library", "libtorch", "generator", "foundationClassifier")
                .doesNotContainKey("java");
    }

    /** Rows of a pool are made 256 at a time. */
    @Test
    void aPoolOfSeveralChunksIsOneArray() throws IOException {
        Parameters trace = read(trace(tiny("naive", "float32").with("syntheticPool", 300), 1, "x"));

        assertThat(trace.get("pool/synthetic").getShape().getShape())
                .containsExactly(300, 1, 32, 32);
        assertThat(trace.get("pool/draw/pool/z").getShape().get(0)).isEqualTo(300);
        long[] chosen = trace.get("step/0/draw/pool-batch/index").toLongArray();
        float[] pool = trace.get("pool/synthetic").toFloatArray();
        float[] drawn = trace.get("step/0/input/unlabelled/images").toFloatArray();
        for (int i = 0; i < drawn.length; i++) {
            assertThat(drawn[i]).isEqualTo(pool[(int) chosen[i / 1024] * 1024 + i % 1024]);
        }
    }

    /** What an update overwrites was copied before. */
    @Test
    void theStateBeforeAStepIsNotTheOneAfterIt() throws IOException {
        Parameters trace = read(trace(tiny("mp-ssl", "float64"), 2, "trace"));

        for (String name :
                List.of("theta/conv1.weight", "phi/layers.1.bias", "xi/embedding.weight")) {
            byte[] start = bytes(trace.get("start/" + name));
            byte[] first = bytes(trace.get("step/0/after/" + name));
            assertThat(first).as(name).isNotEqualTo(start);
            assertThat(bytes(trace.get("step/1/after/" + name))).as(name).isNotEqualTo(first);
        }
    }

    /** Two arrays of one name would hide each other. */
    @Test
    void anArrayThatComesTwiceInAStepIsRefused() {
        TraceRecorder recorder = new TraceRecorder(memory);
        NDArray array = memory.create(new float[] {1, 2});
        recorder.begin("step/0");
        recorder.record("synthetic", array);

        assertThatThrownBy(() -> recorder.record("synthetic", array))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("step/0/synthetic");
    }

    @Test
    void aMethodsTraceHasWhatItUsesAndNoMore() throws IOException {
        Parameters base = read(trace(tiny("base", "float32"), 1, "base"));
        assertThat(base.names())
                .noneMatch(
                        name ->
                                name.matches(
                                        "(generator|pool|foundation).*|.*/(phi|xi|meta)/.*|.*thresholds"));

        Parameters pseudo = read(trace(tiny("p-ssl", "float32"), 1, "p-ssl"));
        assertThat(pseudo.names())
                .contains("foundation-classifier/fc.bias", "pool/input/pool/images")
                .contains("start/thresholds", "step/0/mask", "step/0/loss/freematch")
                .noneMatch(name -> name.contains("/meta/"));
    }
}
