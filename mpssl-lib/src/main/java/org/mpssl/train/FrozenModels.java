package org.mpssl.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.mpssl.UserError;
import org.mpssl.data.ImageFormat;
import org.mpssl.data.SetUp;
import org.mpssl.files.Sha256;
import org.mpssl.nn.FittedGenerator;
import org.mpssl.nn.FoundationClassifier;
import org.mpssl.nn.FrozenGenerator;
import org.mpssl.nn.Generator;
import org.mpssl.nn.ResNet;
import org.mpssl.nn.SmallBigGan;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Safetensors;

/**
 * The shipped foundation models of a set-up: the generator G_F and the classifier C_F.
 *
 * @param setUp whose models
 */
public record FrozenModels(SetUp setUp) {

    /** Channels of the generator's last block. */
    public static final int GENERATOR_WIDTH = 16;

    /** Channels of the classifier's first stage. */
    public static final int CLASSIFIER_WIDTH = 16;

    /** Basic blocks of each stage of the classifier. */
    public static final List<Integer> CLASSIFIER_BLOCKS = List.of(1, 1, 1, 1);

    private static final String FOLDER = "/foundation/";
    private static final String REMEDY =
            "put both files of the model into mpssl-lib/src/main/resources/foundation"
                    + " and build the library again";
    private static final String FOUNDATION = "foundation";
    private static final String GENERATOR = "generator";
    private static final String CLASSIFIER = "foundationClassifier";

    /** What the classifier starts from, in a provenance. */
    static final String START = "classifierStart";

    /**
     * Loads the generator.
     *
     * @param workspace where it lives, before it is sealed
     * @return G_F
     */
    public FrozenGenerator generator(Workspace workspace) {
        String name = generatorName(setUp.name());
        SmallBigGan network = new SmallBigGan(setUp.foundationClasses().size(), GENERATOR_WIDTH);
        try (NDManager passing = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            return FrozenGenerator.of(network, load(name, passing), name, workspace);
        }
    }

    /**
     * Loads a generator.
     *
     * @param source {@code shipped}, or an imported file
     * @param workspace where it lives, before it is sealed
     * @return G_F
     */
    Generator generator(String source, Workspace workspace) {
        return source.equals(SynthesisSettings.SHIPPED)
                ? generator(workspace)
                : new ImportedModel(source).generator(workspace);
    }

    /**
     * Loads a foundation classifier.
     *
     * @param source {@code shipped}, or an imported file
     * @param workspace where it lives, before it is sealed
     * @return C_F
     */
    FoundationClassifier classifier(String source, Workspace workspace) {
        return source.equals(SynthesisSettings.SHIPPED)
                ? classifier(workspace)
                : new ImportedModel(source).classifier(workspace);
    }

    /**
     * Loads the generator of a run, whose images are in the form that the run's classifier sees.
     *
     * @param spec the run
     * @param workspace where it lives, before it is sealed
     * @return G_F and what brings its images to that form
     */
    public Generator fitted(RunSpec spec, Workspace workspace) {
        return new FittedGenerator(
                generator(spec.synthesis().generator(), workspace), spec.data().format()::fit);
    }

    /**
     * Returns what the foundation classifier of a run sees.
     *
     * @param spec the run
     * @param channels of C_F
     * @return its format
     */
    static ImageFormat seen(RunSpec spec, int channels) {
        return spec.synthesis().foundationClassifier().equals(SynthesisSettings.SHIPPED)
                ? DataSettings.SHIPPED
                : spec.data().format().withChannels(channels);
    }

    /**
     * Loads the foundation classifier of a run.
     *
     * @param spec the run
     * @param workspace where it lives, before it is sealed
     * @return from images that the run's classifier sees to the logits of C_F
     */
    public UnaryOperator<NDArray> foundation(RunSpec spec, Workspace workspace) {
        FoundationClassifier foundation =
                classifier(spec.synthesis().foundationClassifier(), workspace);
        ImageFormat seen = seen(spec, foundation.network().channels());
        return images -> foundation.logits(seen.fit(images));
    }

    /**
     * Loads what a classifier starts from.
     *
     * @param source {@code foundation}, or an imported file
     * @param network the classifier
     * @param workspace where it lives, before it is sealed
     * @return weights of the feature extractor and running statistics
     */
    Parameters extractor(String source, ResNet network, Workspace workspace) {
        if (!source.equals(FOUNDATION)) {
            return new ImportedModel(source).extractor(network, workspace);
        }
        FoundationClassifier foundation = classifier(workspace);
        return network.extractor(foundation.theta()).and(foundation.statistics());
    }

    /** Returns the network of the classifier. */
    public ResNet classifierNetwork() {
        return new ResNet(1, CLASSIFIER_BLOCKS, CLASSIFIER_WIDTH, setUp.foundationClasses().size());
    }

    /**
     * Loads the classifier.
     *
     * @param workspace where it lives, before it is sealed
     * @return C_F
     */
    public FoundationClassifier classifier(Workspace workspace) {
        String name = classifierName(setUp.name());
        try (NDManager passing = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            return FoundationClassifier.of(
                    classifierNetwork(), load(name, passing), name, workspace);
        }
    }

    /**
     * Returns where each model that a run uses comes from, by the name it has in a provenance:
     * {@code shipped}, {@code foundation} or a file.
     */
    static Map<String, String> sources(RunSpec spec) {
        boolean pseudo = spec.method().equals(Methods.P_SSL);
        boolean generates =
                pseudo || List.of(Methods.NAIVE, Methods.MP_SSL).contains(spec.method());
        Map<String, String> sources = new TreeMap<>();
        if (generates) {
            sources.put(GENERATOR, spec.synthesis().generator());
        }
        if (pseudo) {
            sources.put(CLASSIFIER, spec.synthesis().foundationClassifier());
        }
        if (!spec.classifier().init().equals("scratch")) {
            sources.put(START, spec.classifier().init());
        }
        return sources;
    }

    /** Returns whether a source is one of the models that the library brings. */
    static boolean isShipped(String source) {
        return source.equals(SynthesisSettings.SHIPPED) || source.equals(FOUNDATION);
    }

    /** Returns the SHA-256 of each model that a run uses, by the name it has in a provenance. */
    static Map<String, String> checksums(RunSpec spec) {
        Map<String, String> checksums = new TreeMap<>();
        sources(spec)
                .forEach(
                        (model, source) -> {
                            String shipped =
                                    model.equals(GENERATOR)
                                            ? generatorName(spec.setUp())
                                            : classifierName(spec.setUp());
                            checksums.put(
                                    model,
                                    isShipped(source)
                                            ? checksum(shipped)
                                            : new ImportedModel(source).checksum());
                        });
        return checksums;
    }

    private static String checksum(String name) {
        return Sha256.of(resource(name + ".safetensors"));
    }

    /** Returns whether an entry of a provenance is a model's. */
    static boolean isModel(String name) {
        return List.of(GENERATOR, CLASSIFIER, START).contains(name);
    }

    private static String generatorName(String setUp) {
        return "generator-" + setUp;
    }

    private static String classifierName(String setUp) {
        return "classifier-" + setUp;
    }

    private static Parameters load(String name, NDManager manager) {
        byte[] weights = resource(name + ".safetensors");
        verify(name, weights, resource(name + ".json"));
        return Safetensors.read(weights, name, manager);
    }

    private static byte[] resource(String name) {
        try (InputStream in = FrozenModels.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new UserError(
                        "the library lacks its foundation model's file %s: %s"
                                .formatted(FOLDER + name, REMEDY));
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A weight file that is not the one of its card would give other results under its name. */
    static void verify(String name, byte[] weights, byte[] card) {
        String expected;
        try {
            expected = JsonMapper.builder().build().readTree(card).path("sha256").asText();
        } catch (IOException e) {
            throw new UserError("the card %s.json is not JSON: %s".formatted(name, REMEDY), e);
        }
        String found = Sha256.of(weights);
        if (!found.equals(expected)) {
            throw new UserError(
                    """
                    %s.safetensors is not the file that its card describes, whose sha256 is %s; \
                    found is %s: %s"""
                            .formatted(name, expected, found, REMEDY));
        }
    }
}
