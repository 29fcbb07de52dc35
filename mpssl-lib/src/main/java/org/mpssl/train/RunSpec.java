package org.mpssl.train;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that decides a run, as a JSON document: notebooks, command line and studies describe
 * runs in no other way. Its hash names the run's folder.
 *
 * @param dataset a prepared dataset; {@code fashion-mini} is shipped
 * @param setUp which classes the foundation models know and which the task asks for
 * @param method how theta is trained
 * @param seed of the split and of every draw
 * @param labelsPerClass images per class in D
 * @param validationPerClass images per class in D_val
 * @param testOn what test accuracy is measured on: the {@code test} images, or for the choice of
 *     settings the {@code held-back} training images that are in neither D nor D_val
 * @param testImages how many of them are used, 0 for all
 * @param blocks basic blocks of each stage of the classifier
 * @param width channels of the classifier's first stage
 * @param init whether the backbone starts from {@code scratch} or from the {@code foundation}
 *     classifier
 * @param steps steps of theta
 * @param batchSize labelled images per step; as many synthetic ones
 * @param learningRate of theta at the start
 * @param momentum of Nesterov's SGD
 * @param weightDecay of Nesterov's SGD
 * @param milestones shares of the steps after which the rate is multiplied by {@code decay}
 * @param decay the factor of the schedule
 * @param evaluateEvery steps between evaluations on D_val
 * @param shift largest shift of the weak augmentation in pixels
 * @param strongOperations intensity operations of a strong view
 * @param strongStrength how far their factors reach from 1
 * @param syntheticPool images in the pool of naive gSSL and P-SSL
 * @param lambda weight of the unsupervised loss
 * @param lambdaGap weight of the gap loss
 * @param eta inner step size
 * @param tau Gumbel temperature
 * @param mapperEmbedding length of the mapper's class embedding
 * @param mapperHidden width of the mapper's hidden layers
 * @param phiRate Adam's rate of the mapper
 * @param xiRate Adam's rate of the label converter
 * @param emaDecay decay of FreeMatch's moving averages
 * @param lambdaEntropy weight of FreeMatch's fairness term
 * @param dataType {@code float32}, or {@code float64} for checks
 */
@JsonPropertyOrder({"dataset", "setUp", "method", "seed"})
@JsonIgnoreProperties({})
public record RunSpec(
        String dataset,
        String setUp,
        String method,
        long seed,
        int labelsPerClass,
        int validationPerClass,
        String testOn,
        int testImages,
        List<Integer> blocks,
        int width,
        String init,
        int steps,
        int batchSize,
        double learningRate,
        double momentum,
        double weightDecay,
        List<Double> milestones,
        double decay,
        int evaluateEvery,
        int shift,
        int strongOperations,
        double strongStrength,
        int syntheticPool,
        double lambda,
        double lambdaGap,
        double eta,
        double tau,
        int mapperEmbedding,
        int mapperHidden,
        double phiRate,
        double xiRate,
        double emaDecay,
        double lambdaEntropy,
        String dataType) {

    /** Checks every field. */
    public RunSpec {
        blocks = List.copyOf(blocks);
        milestones = List.copyOf(milestones);
        new SpecCheck()
                .oneOf("dataset", dataset, List.of("fashion-mini"))
                .oneOf("setUp", setUp, org.mpssl.data.SetUp.names())
                .oneOf("method", method, Methods.NAMES)
                .within("labelsPerClass", labelsPerClass, 1, 100_000)
                .within("validationPerClass", validationPerClass, 1, 100_000)
                .oneOf("testOn", testOn, List.of("test", "held-back"))
                .within("testImages", testImages, 0, 10_000_000)
                .eachWithin("blocks", blocks, 1, 100)
                .that(
                        !blocks.isEmpty() && blocks.size() <= 6,
                        "blocks has %d stages; allowed are 1 to 6".formatted(blocks.size()))
                .within("width", width, 1, 128)
                .oneOf("init", init, List.of("scratch", "foundation"))
                .within("steps", steps, 1, 10_000_000)
                .within("batchSize", batchSize, 2, 1024)
                .above("learningRate", learningRate, 0, 10)
                .within("momentum", momentum, 0, 0.9999)
                .within("weightDecay", weightDecay, 0, 1)
                .eachWithin("milestones", milestones, 0, 1)
                .above("decay", decay, 0, 1)
                .within("evaluateEvery", evaluateEvery, 1, 10_000_000)
                .within("shift", shift, 0, 16)
                .within("strongOperations", strongOperations, 0, 4)
                .within("strongStrength", strongStrength, 0, 1)
                .within("syntheticPool", syntheticPool, 1, 100_000)
                .within("lambda", lambda, 0, 1000)
                .within("lambdaGap", lambdaGap, 0, 1000)
                .above("eta", eta, 0, 100)
                .above("tau", tau, 0, 100)
                .within("mapperEmbedding", mapperEmbedding, 1, 4096)
                .within("mapperHidden", mapperHidden, 1, 4096)
                .within("phiRate", phiRate, 0, 10)
                .within("xiRate", xiRate, 0, 10)
                .within("emaDecay", emaDecay, 0, 0.999999)
                .within("lambdaEntropy", lambdaEntropy, 0, 100)
                .oneOf("dataType", dataType, List.of("float32", "float64"))
                .that(
                        !"foundation".equals(init)
                                || (width == FrozenModels.CLASSIFIER_WIDTH
                                        && blocks.equals(FrozenModels.CLASSIFIER_BLOCKS)),
                        "init is 'foundation', whose classifier has blocks %s and width %d, not %s and %d"
                                .formatted(
                                        FrozenModels.CLASSIFIER_BLOCKS,
                                        FrozenModels.CLASSIFIER_WIDTH,
                                        blocks,
                                        width))
                .classifierFits(blocks, width, batchSize)
                .throwIfAny();
    }

    /**
     * Returns the settings of the embedded study for a method.
     *
     * @param method its name
     * @param seed the seed
     * @return the preset {@code mini}
     */
    public static RunSpec mini(String method, long seed) {
        return new RunSpec(
                "fashion-mini",
                "coarse-to-fine",
                method,
                seed,
                20,
                10,
                "test",
                0,
                List.of(1, 1, 1, 1),
                16,
                "scratch",
                600,
                32,
                0.03,
                0.9,
                0,
                List.of(0.3, 0.6, 0.8),
                0.1,
                20,
                3,
                2,
                0.9,
                2048,
                method.equals(Methods.MP_SSL) ? 3 : 1,
                1,
                0.1,
                1,
                16,
                64,
                1e-3,
                1e-1,
                0.99,
                0.01,
                "float32");
    }

    /**
     * Reads a description; fields that are left out have the values of {@link #mini}.
     *
     * @param file a JSON object with at least {@code method} and {@code seed}
     * @return the spec
     */
    public static RunSpec read(Path file) {
        return SpecJson.read(file);
    }

    /**
     * Returns this spec with one field changed.
     *
     * @param field its name
     * @param value its value
     * @return the changed spec
     */
    public RunSpec with(String field, Object value) {
        return SpecJson.with(this, field, value);
    }

    /** Returns this spec in quick mode: 60 steps, 2,000 test images. */
    public RunSpec quick() {
        return with("steps", Math.min(steps, 60))
                .with("testImages", testImages == 0 ? 2000 : Math.min(testImages, 2000));
    }

    /** Returns the spec as indented JSON. */
    public String toJson() {
        return SpecJson.pretty(this);
    }

    /** Returns the first 12 hexadecimal digits of the SHA-256 of the canonical JSON. */
    public String hash() {
        return SpecJson.hash(this);
    }

    /** Returns the learning rate of a step, from 0. */
    public double rate(long t) {
        double rate = learningRate;
        for (double milestone : milestones) {
            if (t >= Math.round(milestone * steps)) {
                rate *= decay;
            }
        }
        return rate;
    }
}
