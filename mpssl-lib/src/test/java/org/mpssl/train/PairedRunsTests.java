package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpssl.train.TrainerTests.tiny;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.mpssl.method.Batch;
import org.mpssl.tensor.Step;

/** Runs can be repeated bit for bit, and methods of one seed compared in pairs. */
class PairedRunsTests {

    /** For the source of a parameterised test. */
    static final List<String> METHODS = Methods.NAMES;

    @TempDir Path runs;

    @ParameterizedTest
    @FieldSource("METHODS")
    void twoRunsOfOneSeedAreBitIdenticalAlsoInTwoThreads(String method) throws Exception {
        RunSpec spec = tiny(method).with("steps", 8);
        RunFolder alone = RunFolder.of(runs.resolve("alone"), spec);
        RunResult first = Trainer.run(spec, TrainingListener.SILENT, alone);
        RunSpec other = tiny(method.equals("mp-ssl") ? "p-ssl" : "mp-ssl").with("steps", 8);

        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            RunFolder beside = RunFolder.of(runs.resolve("beside"), spec);
            Future<RunResult> same =
                    threads.submit(() -> Trainer.run(spec, TrainingListener.SILENT, beside));
            Future<RunResult> noise =
                    threads.submit(() -> Trainer.run(other, TrainingListener.SILENT));
            RunResult second = same.get();

            assertThat(noise.get().stopped()).isFalse();
            assertThat(second.test()).isEqualTo(first.test());
            assertThat(second.last()).isEqualTo(first.last());
            assertThat(second.history()).isEqualTo(first.history());
            assertThat(bytes(beside, "best.safetensors"))
                    .isEqualTo(bytes(alone, "best.safetensors"));
            if (method.equals("mp-ssl")) {
                assertThat(bytes(beside, "synthesiser.safetensors"))
                        .isEqualTo(bytes(alone, "synthesiser.safetensors"));
            }
        } finally {
            threads.shutdown();
        }
    }

    private static byte[] bytes(RunFolder folder, String name) throws IOException {
        return Files.readAllBytes(folder.path().resolve(name));
    }

    @Test
    void methodsOfOneSeedStartAlikeAndSeeTheSameLabelledBatches() {
        try (Experiment base = new Experiment(tiny("base"), Device.cpu());
                Experiment mpSsl = new Experiment(tiny("mp-ssl"), Device.cpu());
                Experiment other = new Experiment(tiny("base").with("seed", 2), Device.cpu())) {
            mpSsl.method().step(0, 0.01);
            for (long t = 0; t < 5; t++) {
                assertThat(batch(mpSsl, t)).isEqualTo(batch(base, t));
                assertThat(batch(other, t)).isNotEqualTo(batch(base, t));
            }
            assertThat(base.classifier().theta().get("fc.weight").toFloatArray())
                    .isNotEqualTo(other.classifier().theta().get("fc.weight").toFloatArray());
        }
    }

    private static List<Object> batch(Experiment experiment, long t) {
        try (Step step = experiment.workspace().step()) {
            Batch batch = experiment.labelled().at(step, t);
            List<Object> values = new ArrayList<>();
            for (float pixel : batch.images().toFloatArray()) {
                values.add(pixel);
            }
            for (long label : batch.labels().toLongArray()) {
                values.add(label);
            }
            return values;
        }
    }

    @Test
    void trainingLeavesNothingInTheWorkspace() {
        try (Experiment experiment = new Experiment(tiny("mp-ssl"), Device.cpu())) {
            experiment.method().step(0, 0.01);
            int before = experiment.workspace().manager().getManagedArrays().size();
            for (int t = 1; t < 4; t++) {
                experiment.method().step(t, 0.01);
            }

            assertThat(experiment.workspace().manager().getManagedArrays()).hasSize(before);
        }
    }
}
