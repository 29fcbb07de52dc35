package org.mpssl.dataprep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.mpssl.UserError;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDatasetWriter;
import org.mpssl.data.SetUp;
import org.mpssl.tensor.RandomStreams;

/**
 * Makes the datasets of the embedded study from Fashion-MNIST.
 *
 * <p>A fixed permutation of the training images, {@code RandomStreams(0).at("foundation", 0)}, puts
 * its first two thirds (40,000) aside for the foundation models and leaves the others (20,000) to
 * the target task, so that the generator has seen none of the target images; the set-up {@code
 * disjoint}, whose two tasks share no class, needs no such division.
 */
public final class FashionMini {

    /** Training images of the foundation models, of all 60,000. */
    static final int FOUNDATION_IMAGES = 40_000;

    static final int POOL_PER_CLASS = 1_000;
    static final int FOUNDATION_PER_CLASS = 400;

    private static final String TOOL = "org.mpssl.dataprep.FashionMini, rules 1";
    private static final String LICENCE_FILE = "LICENSE-fashion-mnist.txt";

    private final FashionMnist raw;
    private final int foundationImages;
    private final int poolPerClass;
    private final int foundationPerClass;
    private final int[] order;

    /**
     * Prepares to make datasets of the shipped sizes.
     *
     * @param raw the verified originals
     */
    public FashionMini(FashionMnist raw) {
        this(raw, FOUNDATION_IMAGES, POOL_PER_CLASS, FOUNDATION_PER_CLASS);
    }

    /** Prepares to make datasets of other sizes, for tests. */
    FashionMini(FashionMnist raw, int foundationImages, int poolPerClass, int foundationPerClass) {
        this.raw = raw;
        this.foundationImages = foundationImages;
        this.poolPerClass = poolPerClass;
        this.foundationPerClass = foundationPerClass;
        this.order = order(raw.train().size());
    }

    /** The training images in the order in which they are put aside, those first. */
    static int[] order(int images) {
        return new RandomStreams(0).at("foundation", 0).permutation(images);
    }

    /**
     * Writes {@code fashion-mini}: {@code test} (official test images of the target classes),
     * {@code pool} (1,000 others of each target class) and {@code foundation} (400 of each class
     * out of those that trained the generator), all with fine labels, packed.
     *
     * @param folder where; must not exist, or be empty
     */
    public void write(Path folder) {
        SetUp setUp = SetUp.COARSE_TO_FINE;
        int[] target = setUp.target().stream().mapToInt(Integer::intValue).toArray();
        int[] all = IntStream.range(0, FashionMnist.CLASSES.size()).toArray();
        int[] foundation = Arrays.copyOf(order, foundationImages);
        int[] others = Arrays.copyOfRange(order, foundationImages, order.length);
        int[] testOrder = IntStream.range(0, raw.test().size()).toArray();
        PreparedDatasetWriter writer =
                begin(
                        "fashion-mini",
                        "Part of Fashion-MNIST for the embedded study: test and pool hold the seven"
                                + " target classes, foundation a sample of the images that trained"
                                + " the generator. Labels are the ten fine classes.");
        add(writer, "test", false, firstOfEach(raw.test(), testOrder, target, Integer.MAX_VALUE));
        add(writer, "pool", true, firstOfEach(raw.train(), others, target, poolPerClass));
        add(
                writer,
                "foundation",
                true,
                firstOfEach(raw.train(), foundation, all, foundationPerClass));
        writer.text("README.md", text("fashion-mini-readme.md")).write(folder, true);
    }

    /**
     * Writes {@code fashion-foundation-SETUP}: {@code train}, what the generator and the foundation
     * classifier learn from, and {@code test}, the official test images of the same classes, both
     * with foundation labels.
     *
     * @param setUp whose foundation classes
     * @param folder where; must not exist, or be empty
     */
    public void writeFoundation(SetUp setUp, Path folder) {
        PreparedDatasetWriter writer =
                begin(
                        "fashion-foundation-" + setUp.name(),
                        "The images that the foundation models of the set-up '"
                                + setUp.name()
                                + "' are trained and tested on, with foundation labels.");
        int[] train = foundationIndices(setUp);
        int[] test = known(setUp, raw.test(), IntStream.range(0, raw.test().size()).toArray());
        writer.part(
                "train",
                setUp.foundationImages(raw.train().select(train)),
                FashionMnist.TRAIN_IMAGES,
                train);
        writer.part(
                "test",
                setUp.foundationImages(raw.test().select(test)),
                FashionMnist.TEST_IMAGES,
                test);
        writer.write(folder, false);
    }

    /**
     * Returns the training images of the foundation models, with foundation labels.
     *
     * @param setUp coarse-to-fine: 40,000 images; disjoint: all 36,000 of its classes, which are
     *     not those of its target task
     * @return the images
     */
    public ImageSet foundationImages(SetUp setUp) {
        return setUp.foundationImages(raw.train().select(foundationIndices(setUp)));
    }

    private int[] foundationIndices(SetUp setUp) {
        boolean sharesClasses =
                setUp.foundation().stream()
                        .flatMap(c -> c.fineLabels().stream())
                        .anyMatch(setUp.target()::contains);
        int[] candidates = sharesClasses ? Arrays.copyOf(order, foundationImages) : order;
        return known(setUp, raw.train(), candidates);
    }

    private static int[] known(SetUp setUp, ImageSet images, int[] candidates) {
        return Arrays.stream(candidates)
                .filter(
                        i ->
                                setUp.foundation().stream()
                                        .anyMatch(c -> c.fineLabels().contains(images.label(i))))
                .toArray();
    }

    /** Returns the first {@code most} candidates of each class, in the order of the candidates. */
    private static int[] firstOfEach(ImageSet images, int[] candidates, int[] labels, int most) {
        int[] left = new int[images.classes().size()];
        Arrays.stream(labels).forEach(label -> left[label] = most);
        int[] chosen = Arrays.stream(candidates).filter(i -> left[images.label(i)]-- > 0).toArray();
        for (int label : labels) {
            if (most != Integer.MAX_VALUE && left[label] > 0) {
                throw new UserError(
                        "There are too few images of '"
                                + images.classes().get(label)
                                + "': wanted"
                                + " are "
                                + most
                                + ", available "
                                + (most - left[label])
                                + ".");
            }
        }
        return chosen;
    }

    private void add(PreparedDatasetWriter writer, String part, boolean train, int[] indices) {
        ImageSet images = train ? raw.train() : raw.test();
        String source = train ? FashionMnist.TRAIN_IMAGES : FashionMnist.TEST_IMAGES;
        writer.part(part, images.select(indices), source, indices);
    }

    private PreparedDatasetWriter begin(String name, String description) {
        PreparedDatasetWriter writer =
                new PreparedDatasetWriter(name, TOOL)
                        .describe(
                                description,
                                "MIT, Copyright (c) 2017 Zalando SE",
                                "H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a Novel Image"
                                        + " Dataset for Benchmarking Machine Learning Algorithms,"
                                        + " arXiv:1708.07747, 2017")
                        .text(LICENCE_FILE, text(LICENCE_FILE));
        raw.sources().forEach(writer::source);
        return writer;
    }

    private static String text(String resource) {
        try (InputStream in = FashionMini.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
