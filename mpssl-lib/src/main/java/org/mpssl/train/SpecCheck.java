package org.mpssl.train;

import java.util.ArrayList;
import java.util.List;
import org.mpssl.UserError;
import org.mpssl.nn.ResNet;

/** Collects what is wrong with the fields of a spec, so that all of it is said at once. */
final class SpecCheck {

    /** Of weights and running statistics; a ResNet-101 has 45 million. */
    private static final long MOST_WEIGHTS = 60_000_000;

    /** Of a batch's convolutions: those of a ResNet-101 for 64 images of 224 pixels. */
    private static final long MOST_OUTPUTS = 1L << 31;

    private static final int CLASSES = 10;

    private final List<String> problems = new ArrayList<>();

    SpecCheck oneOf(String field, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            problems.add("%s is '%s'; allowed are %s".formatted(field, value, allowed));
        }
        return this;
    }

    SpecCheck within(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            problems.add(
                    "%s is %s; allowed are %s to %s"
                            .formatted(field, text(value), text(least), text(most)));
        }
        return this;
    }

    SpecCheck above(String field, double value, double least, double most) {
        if (!(value > least && value <= most)) {
            problems.add(
                    "%s is %s; allowed are numbers above %s, up to %s"
                            .formatted(field, text(value), text(least), text(most)));
        }
        return this;
    }

    SpecCheck eachWithin(String field, List<? extends Number> values, double least, double most) {
        values.forEach(value -> within(field, value.doubleValue(), least, most));
        return this;
    }

    SpecCheck that(boolean possible, String problem) {
        if (!possible) {
            problems.add(problem);
        }
        return this;
    }

    SpecCheck oneOfOrFile(String field, String value, List<String> allowed) {
        return that(
                allowed.contains(value) || value.endsWith(".safetensors"),
                "%s is '%s'; allowed are %s and files that end in .safetensors"
                        .formatted(field, value, allowed));
    }

    /** A folder has a slash in its path, so that a name mistyped is not taken for one. */
    SpecCheck oneOfOrFolder(String field, String value, List<String> allowed) {
        return that(
                allowed.contains(value) || value.contains("/") || value.contains("\\"),
                "%s is '%s'; allowed are %s and folders of prepared datasets, with a / in their path"
                        .formatted(field, value, allowed));
    }

    /** Looks at the whole classifier, once its parts are in range. */
    SpecCheck classifierFits(ClassifierSettings classifier, DataSettings data, int batchSize) {
        ResNet network = classifier.network(data.channels(), CLASSES);
        long weights = network.layout().scalars();
        long images = MOST_OUTPUTS / network.outputs(data.imageSize());
        String which = "blocks %s and width %d".formatted(classifier.blocks(), classifier.width());
        return that(
                        weights <= MOST_WEIGHTS,
                        "%s make a classifier of %d weights; allowed are up to %d"
                                .formatted(which, weights, MOST_WEIGHTS))
                .that(
                        batchSize <= images,
                        "batchSize is %d; with %s and imageSize %d allowed are 2 to %d"
                                .formatted(batchSize, which, data.imageSize(), images));
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new UserError("the run's spec is not possible: " + String.join("; ", problems));
        }
    }

    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
