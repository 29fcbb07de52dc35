package org.mpssl.dataprep;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.mpssl.UserError;
import org.mpssl.dataprep.download.ByteCount;
import org.mpssl.dataprep.image.ImageDecoder;
import org.mpssl.dataprep.image.SquareFit;
import org.mpssl.dataprep.image.UndecodableImageException;
import org.mpssl.train.SeenImages;
import org.mpssl.train.TrainedClassifier;

/** Classifies image files, which it brings to the form of a prepared dataset's. */
final class Predictor {

    private static final long MOST_BYTES = 256L << 20;

    private final TrainedClassifier classifier;
    private final SeenImages seen;
    private final SquareFit fit;

    /**
     * A class that an image may show.
     *
     * @param name of the class
     * @param probability 0 to 1
     */
    record Guess(
            @JsonProperty("class") String name, @JsonProperty("probability") double probability) {}

    /**
     * Makes a predictor.
     *
     * @param classifier which stays the caller's to close
     * @throws UserError if its images are no squares
     */
    Predictor(TrainedClassifier classifier) {
        this.classifier = classifier;
        seen = classifier.seen();
        if (seen.height() != seen.width()) {
            throw new UserError(
                    "the run's images have %d x %d pixels, and only squares can be made of files"
                            .formatted(seen.width(), seen.height()));
        }
        fit = new SquareFit(seen.width());
    }

    /**
     * Classifies a file.
     *
     * @param file the image
     * @param most how many classes are wanted
     * @return the most probable ones, in falling order
     * @throws UndecodableImageException if it is no image
     */
    List<Guess> best(Path file, int most) throws UndecodableImageException {
        double[] probabilities = classifier.probabilities(square(file));
        return IntStream.range(0, probabilities.length)
                .mapToObj(i -> new Guess(seen.classes().get(i), probabilities[i]))
                .sorted(Comparator.comparingDouble(Guess::probability).reversed())
                .limit(most)
                .toList();
    }

    private byte[] square(Path file) throws UndecodableImageException {
        BufferedImage image = new ImageDecoder().decode(bytes(file)).image();
        return seen.channels() == 1 ? fit.grey(image, 0) : fit.colour(image, 0);
    }

    private static byte[] bytes(Path file) throws UndecodableImageException {
        if (!Files.isRegularFile(file)) {
            throw new UndecodableImageException(
                    Files.isDirectory(file)
                            ? "is a folder: name images"
                            : Files.exists(file) ? "is no file" : "does not exist");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UndecodableImageException(
                        "is larger than " + ByteCount.words(MOST_BYTES));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UndecodableImageException("cannot be read: " + e.getMessage(), e);
        }
    }
}
