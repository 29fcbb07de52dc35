package org.mpssl.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.data.ImageSet;
import org.mpssl.nn.Normalisation;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.train.Experiment;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import org.mpssl.train.Trainer;
import org.mpssl.train.TrainingListener;
import org.mpssl.weights.Safetensors;

/** Writes the traces that tests/oracle reads; only its script asks for that. */
@EnabledIfSystemProperty(
        named = OracleTraceTests.FOLDER,
        matches = ".+",
        disabledReason = "writes traces for PyTorch: ./workbench test --oracle")
class OracleTraceTests {

    static final String FOLDER = "oracle.traces";

    @Test
    void writesOneTracePerCase() throws IOException {
        Path folder = Path.of(System.getProperty(FOLDER));
        for (OracleCase oracleCase : OracleCases.all()) {
            Tensors inputs = OracleCases.inputs(oracleCase);
            Tensors outputs = OracleCases.outputs(oracleCase, inputs, DataType.FLOAT64);
            assertThat(outputs.all()).isNotEmpty();
            new Tensors()
                    .put("in", inputs)
                    .put("out", outputs)
                    .write(
                            folder.resolve(oracleCase.name() + ".safetensors"),
                            Map.of("case", oracleCase.name(), "type", "float64"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"float64", "float32"})
    void writesTheFirstStepsOfEveryRun(String dataType) throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty(FOLDER)).resolve("steps"));
        for (String name : TracedRuns.names()) {
            String file = dataType.equals("float64") ? name : name + "." + dataType;
            TracedRuns.write(name, dataType, folder.resolve(file + ".safetensors"));
        }
    }

    /**
     * Best weights of a run, with what the library computes with them:
     * tests/oracle/best_weights.py.
     */
    @Test
    void writesTheBestWeightsOfARunOfAResNet18() throws IOException {
        Path runs = Path.of(System.getProperty(FOLDER)).resolve("best");
        RunSpec spec =
                RunSpec.mini("base", 0)
                        .with("channels", 3)
                        .with("stem", "imagenet")
                        .with("blocks", List.of(2, 2, 2, 2))
                        .with("width", 64)
                        .with("labelsPerClass", 2)
                        .with("batchSize", 8)
                        .with("steps", 4)
                        .with("evaluateEvery", 2)
                        .with("testImages", 14);
        RunFolder folder = RunFolder.of(runs, spec);
        RunResult result = Trainer.run(spec, TrainingListener.SILENT, folder);
        try (Experiment experiment = new Experiment(spec, Device.cpu());
                NDManager passing = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Step step = experiment.workspace().step()) {
            ResNet network = experiment.classifier().network();
            Parameters best =
                    network.layout()
                            .check(
                                    Safetensors.read(
                                            folder.path().resolve("best.safetensors"), passing),
                                    "best.safetensors");
            ImageSet test = experiment.testImages();
            int[] all = IntStream.range(0, test.size()).toArray();
            NDArray images = experiment.format().read(step, test, all);
            NDArray logits = network.logits(images, best, Normalisation.running(best));
            Safetensors.write(
                    runs.resolve("images.safetensors"),
                    best.and(
                            Parameters.of(
                                    Map.of(
                                            "images",
                                            images,
                                            "labels",
                                            test.labelArray(step.manager(), all),
                                            "logits",
                                            logits))),
                    Map.of("accuracy", Double.toString(result.test())));
        }
    }
}
