package org.mpssl.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.mpssl.UserError;
import org.mpssl.data.ImageFormat;
import org.mpssl.data.ImageSet;
import org.mpssl.nn.Normalisation;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Safetensors;

/** The classifier of a finished run, with the weights of its best step. */
public final class TrainedClassifier implements AutoCloseable {

    private final SeenImages seen;
    private final ImageFormat format;
    private final ResNet network;
    private final Workspace workspace;
    private final Parameters theta;
    private final Parameters statistics;

    private TrainedClassifier(RunResult result, Path file, byte[] content, Workspace workspace) {
        this.workspace = workspace;
        RunSpec spec = result.spec();
        format = spec.data().format();
        seen =
                SeenImages.of(Safetensors.metadata(content, file.toString()), file)
                        .orElseGet(() -> SeenImages.ofDataset(result));
        network = spec.classifier().network(spec.data().channels(), seen.classes().size());
        Parameters all = read(content, file.toString());
        theta = all.where(name -> !name.contains(".running_"));
        statistics = all.where(name -> name.contains(".running_"));
        workspace.seal();
    }

    private Parameters read(byte[] content, String file) {
        try (Step step = workspace.step()) {
            return workspace.adopt(
                    network.layout().check(Safetensors.read(content, file, step.manager()), file));
        }
    }

    /**
     * Opens the classifier of a run.
     *
     * @param folder the run's folder
     * @param device where to compute
     * @return the classifier, to be closed
     * @throws UserError if there is no such run, it was not made to its end, or its files are
     *     damaged
     */
    public static TrainedClassifier open(Path folder, Device device) {
        RunResult result = finished(RunFolder.at(folder));
        Path file = folder.resolve(RunFolder.BEST);
        byte[] content = content(file);
        Workspace workspace =
                Workspace.open(
                        device,
                        DataType.valueOf(result.spec().dataType().toUpperCase(Locale.ROOT)));
        try {
            return new TrainedClassifier(result, file, content, workspace);
        } catch (RuntimeException | Error e) {
            workspace.close();
            throw e;
        }
    }

    private static RunResult finished(RunFolder folder) {
        if (!Files.isDirectory(folder.path()) && !Files.isDirectory(folder.running())) {
            throw new UserError(
                    "there is no run %s: name the folder that ./workbench train printed"
                            .formatted(folder.path()));
        }
        RunResult result =
                folder.result()
                        .orElseThrow(
                                () ->
                                        new UserError(
                                                """
                                                %s holds no finished run: there is no %s in it. \
                                                Wait until the run has ended, or begin it again."""
                                                        .formatted(
                                                                folder.path(), RunFolder.RESULT)));
        if (result.stopped()) {
            throw new UserError(
                    "the run %s was stopped before its end: the command that began it goes on with it"
                            .formatted(folder.path()));
        }
        return result;
    }

    private static byte[] content(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    "the run has no best weights any more: there is no %s. Train it again."
                            .formatted(file));
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the classes and the form in which {@link #probabilities} wants an image. */
    public SeenImages seen() {
        return seen;
    }

    /**
     * Classifies an image as the run classified its test images.
     *
     * @param pixels unsigned bytes (height, width, channels) of {@link #seen}, row-major
     * @return the probability of each class
     */
    public double[] probabilities(byte[] pixels) {
        ImageSet image =
                new ImageSet(
                        seen.height(),
                        seen.width(),
                        seen.channels(),
                        pixels,
                        new int[1],
                        seen.classes());
        try (Step step = workspace.step();
                GradientMode off = GradientMode.off()) {
            NDArray x = format.read(step, image, new int[1]);
            NDArray logits = network.logits(x, theta, Normalisation.running(statistics));
            return logits.toType(DataType.FLOAT64, false).softmax(1).toDoubleArray();
        }
    }

    @Override
    public void close() {
        workspace.close();
    }
}
