package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.cli.Workbench;
import org.mpssl.data.ImageSet;
import org.mpssl.train.Experiment;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunSpec;
import org.mpssl.train.TrainedClassifier;
import org.mpssl.train.Trainer;
import org.mpssl.train.TrainingListener;

class PredictCommandTests {

    @TempDir static Path runs;
    private static Path run;
    private static ImageSet test;

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void train() {
        RunSpec spec =
                RunSpec.mini("base", 1)
                        .with("steps", 40)
                        .with("evaluateEvery", 20)
                        .with("testImages", 14)
                        .with("width", 8);
        RunFolder folder = RunFolder.of(runs, spec);
        Trainer.run(spec, TrainingListener.SILENT, folder);
        run = folder.path();
        try (Experiment experiment = new Experiment(spec, Device.cpu())) {
            test = experiment.testImages();
        }
    }

    private int predict(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("predict", "--run", run.toString()));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        return execute(all);
    }

    private int execute(List<String> arguments) {
        return Workbench.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }

    /** A test image of the run as a file, each pixel a square of so many. */
    private Path picture(int index, int type, int scale, String name) throws IOException {
        int side = test.width() * scale;
        BufferedImage image = new BufferedImage(side, side, type);
        byte[] pixels = test.pixels(index);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int level = pixels[y / scale * test.width() + x / scale] & 0xff;
                for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                    image.getRaster().setSample(x, y, band, level);
                }
            }
        }
        return write(image, name);
    }

    private Path write(BufferedImage image, String name) throws IOException {
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    /** What the run's classifier says of the stored pixels. */
    private static List<Predictor.Guess> expected(int index) {
        try (TrainedClassifier classifier = TrainedClassifier.open(run, Device.cpu())) {
            double[] all = classifier.probabilities(test.pixels(index));
            List<Predictor.Guess> guesses = new ArrayList<>();
            for (int i = 0; i < all.length; i++) {
                guesses.add(new Predictor.Guess(test.classes().get(i), all[i]));
            }
            guesses.sort((a, b) -> Double.compare(b.probability(), a.probability()));
            return guesses;
        }
    }

    private JsonNode json(Path file) throws IOException {
        return JsonMapper.builder().build().readTree(Files.readAllBytes(file));
    }

    @Test
    void aFileOfStoredPixelsIsClassifiedAsTheRunDoes() throws IOException {
        Path json = folder.resolve("answers.json");
        Path grey = picture(3, BufferedImage.TYPE_BYTE_GRAY, 1, "grey.png");
        Path colour = picture(3, BufferedImage.TYPE_3BYTE_BGR, 1, "colour.png");

        assertThat(predict("--top", 7, "--json", json, grey, colour)).isZero();
        assertThat(json(json).path("run").asText()).isEqualTo(run.toString());
        for (JsonNode image : json(json).path("images")) {
            List<Predictor.Guess> expected = expected(3);
            assertThat(image.path("classes")).hasSize(7);
            for (int i = 0; i < 7; i++) {
                JsonNode guess = image.path("classes").path(i);
                assertThat(guess.path("class").asText()).isEqualTo(expected.get(i).name());
                assertThat(guess.path("probability").asDouble())
                        .isCloseTo(expected.get(i).probability(), within(1e-12));
            }
        }
    }

    /**
     * Each pixel as a square of nine, and more at the sides, which the middle square leaves out.
     */
    @Test
    void aLargeImageIsMadeSmallByItsShorterSideAndItsMiddle() throws IOException {
        Path large = picture(5, BufferedImage.TYPE_BYTE_GRAY, 3, "large.png");
        BufferedImage middle = ImageIO.read(large.toFile());
        BufferedImage wide = new BufferedImage(184, 84, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = wide.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 184, 84);
        pen.dispose();
        wide.getRaster().setRect(50, 0, middle.getRaster());

        assertThat(predict("--top", "1", large, write(wide, "wide.png"))).isZero();
        assertThat(out.toString().lines().filter(line -> line.contains("%")))
                .hasSize(2)
                .allMatch(line -> line.endsWith(" %  " + expected(5).get(0).name()));
    }

    @Test
    void threeClassesAreNamedUnlessAnotherNumberIsAsked() throws IOException {
        Path image = picture(0, BufferedImage.TYPE_BYTE_GRAY, 1, "image.png");

        assertThat(predict(image)).isZero();
        assertThat(out.toString().lines().toList())
                .hasSize(4)
                .startsWith(image.toString())
                .element(1)
                .asString()
                .matches(" {2,4}[0-9.]+ %  " + expected(0).get(0).name());
        assertThat(predict("--top", "0", image)).isEqualTo(2);
        assertThat(err.toString()).contains("--top must be 1 or more, not 0");
    }

    @Test
    void whatIsNoImageIsNamedAndTheOthersAreClassified() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.png"), "no image");
        Path image = picture(0, BufferedImage.TYPE_BYTE_GRAY, 1, "image.png");
        Path cut = folder.resolve("cut.png");
        byte[] whole = Files.readAllBytes(image);
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
        Path json = folder.resolve("answers.json");

        assertThat(predict("--json", json, text, folder, folder.resolve("none"), cut, image))
                .isEqualTo(1);
        assertThat(err.toString().lines().toList())
                .hasSize(4)
                .contains(
                        "workbench: " + text + " is no JPEG, PNG, GIF or BMP",
                        "workbench: " + folder + " is a folder: name images",
                        "workbench: " + folder.resolve("none") + " does not exist")
                .anyMatch(line -> line.startsWith("workbench: " + cut + " cannot be decoded"));
        assertThat(out.toString()).startsWith(image + "\n").contains(" %  ");
        JsonNode images = json(json).path("images");
        assertThat(images).hasSize(5);
        assertThat(images.path(0).path("error").asText()).isEqualTo("is no JPEG, PNG, GIF or BMP");
        assertThat(images.path(4).path("classes")).hasSize(3);
        assertThat(images.path(4).has("error")).isFalse();
    }

    @Test
    void aRunThatIsNotThereIsOneLine() throws IOException {
        Path image = picture(0, BufferedImage.TYPE_BYTE_GRAY, 1, "image.png");

        assertThat(execute(List.of("predict", "--run", "nowhere", image.toString()))).isEqualTo(1);
        assertThat(err.toString()).startsWith("workbench: there is no run nowhere").hasLineCount(1);
        assertThat(execute(List.of("predict", image.toString()))).isEqualTo(2);
    }
}
