package org.mpssl.dataprep.fullsize;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.data.ImageSet;
import org.mpssl.method.Classifier;
import org.mpssl.method.Synthesiser;
import org.mpssl.tensor.Parameters;
import org.mpssl.train.Experiment;
import org.mpssl.train.RunSpec;

/** Trains a few steps on the paper's settings, and prints a number a line. */
final class PaperProbe {

    private static final int EVALUATED = 20;

    private PaperProbe() {}

    /**
     * Trains.
     *
     * @param arguments the dataset, the folder of the weights, the method, images of a step, steps,
     *     and how many images the generator draws at once
     */
    public static void main(String[] arguments) {
        Path weights = Path.of(arguments[1]);
        RunSpec spec =
                RunSpec.paper(arguments[0], arguments[2], 0)
                        .with("generator", weights.resolve("biggan-256.safetensors").toString())
                        .with("init", weights.resolve("resnet18.safetensors").toString())
                        .with(
                                "foundationClassifier",
                                weights.resolve("resnet18.safetensors").toString())
                        .with("batchSize", Integer.parseInt(arguments[3]))
                        .with("steps", Integer.parseInt(arguments[4]))
                        .with("generatorChunk", Integer.parseInt(arguments[5]));
        long start = System.nanoTime();
        try (Experiment experiment = new Experiment(spec, Device.cpu())) {
            print("open.seconds", seconds(start));
            print("labelled", experiment.task().labelled().size());
            train(experiment);
        }
    }

    private static void train(Experiment experiment) {
        Parameters theta = experiment.classifier().theta();
        Map<String, float[]> before = copies(theta);
        Map<String, float[]> inputs = new TreeMap<>();
        if (experiment.lmo() != null) {
            inputs = copies(experiment.lmo().parameters());
        }
        for (int t = 0; t < experiment.spec().steps(); t++) {
            String step = "step%d.".formatted(t);
            long start = System.nanoTime();
            experiment
                    .method()
                    .step(t, experiment.spec().training().rate(t))
                    .values()
                    .forEach((name, value) -> print(step + name, value));
            print(step + "seconds", seconds(start));
        }
        print("moved.theta", moved(before, theta, ""));
        if (experiment.lmo() != null) {
            Parameters w = experiment.lmo().parameters();
            print("moved.phi", moved(inputs, w, Synthesiser.PHI));
            print("moved.xi", moved(inputs, w, Synthesiser.XI));
        }
        evaluate(experiment);
    }

    private static void evaluate(Experiment experiment) {
        ImageSet some =
                experiment
                        .task()
                        .validation()
                        .select(java.util.stream.IntStream.range(0, EVALUATED).toArray());
        long start = System.nanoTime();
        Classifier.Evaluation evaluation = experiment.evaluate(some);
        print("evaluation.loss", evaluation.loss());
        print("evaluation.imagesPerSecond", EVALUATED / seconds(start));
    }

    private static Map<String, float[]> copies(Parameters parameters) {
        Map<String, float[]> copies = new TreeMap<>();
        parameters.forEach(array -> copies.put(array.getKey(), array.getValue().toFloatArray()));
        return copies;
    }

    /** Returns by how much the number that moved most did. */
    private static double moved(Map<String, float[]> before, Parameters after, String prefix) {
        double most = 0;
        for (Map.Entry<String, float[]> old : before.entrySet()) {
            if (old.getKey().startsWith(prefix)) {
                float[] now = after.get(old.getKey()).toFloatArray();
                for (int i = 0; i < now.length; i++) {
                    most = Math.max(most, Math.abs(now[i] - old.getValue()[i]));
                }
            }
        }
        return most;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void print(String name, double value) {
        System.out.println(name + "=" + value);
    }
}
