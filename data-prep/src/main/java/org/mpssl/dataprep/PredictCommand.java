package org.mpssl.dataprep;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mpssl.dataprep.image.UndecodableImageException;
import org.mpssl.files.AtomicFile;
import org.mpssl.files.StrictJson;
import org.mpssl.tensor.Devices;
import org.mpssl.train.TrainedClassifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code predict}: classifies image files with a run's best weights. */
@Command(
        name = "predict",
        description =
                "Classifies JPEG, PNG, GIF and BMP files with the best weights of a finished run."
                        + " An image that cannot be read is named, and the others are classified.",
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            description = "The run's folder, as ./workbench train printed it.")
    private Path run;

    @Option(
            names = "--top",
            paramLabel = "K",
            defaultValue = "3",
            description = "How many classes to name (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the answers to FILE too.")
    private Path json;

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "The image files.")
    private List<Path> images;

    @Override
    public Integer call() throws IOException {
        if (top < 1) {
            throw new ParameterException(spec.commandLine(), "--top must be 1 or more, not " + top);
        }
        List<Map<String, Object>> answers = new ArrayList<>();
        boolean all = true;
        try (TrainedClassifier classifier = TrainedClassifier.open(run, Devices.chosen())) {
            Predictor predictor = new Predictor(classifier);
            for (Path image : images) {
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("file", image.toString());
                try {
                    answer.put("classes", show(image, predictor.best(image, top)));
                } catch (UndecodableImageException e) {
                    all = false;
                    answer.put("error", e.getMessage());
                    complain(image, e);
                }
                answers.add(answer);
            }
        }
        if (json != null) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("run", run.toString());
            document.put("images", answers);
            AtomicFile.write(json, StrictJson.pretty(StrictJson.mapper().build(), document));
        }
        return all ? 0 : 1;
    }

    private List<Predictor.Guess> show(Path image, List<Predictor.Guess> guesses) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(image);
        guesses.forEach(
                guess ->
                        out.printf(
                                Locale.ROOT,
                                "  %5.1f %%  %s%n",
                                100 * guess.probability(),
                                guess.name()));
        out.flush();
        return guesses;
    }

    private void complain(Path image, UndecodableImageException problem) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("workbench: %s %s".formatted(image, problem.getMessage()));
        err.flush();
    }
}
