package org.mpssl.train;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.UserError;
import org.mpssl.data.SetUp;
import org.mpssl.files.Sha256;
import org.mpssl.nn.FrozenGenerator;
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

    private static final String FOLDER = "/foundation/";
    private static final String GENERATOR = "generator";
    private static final String CLASSIFIER = "foundationClassifier";
    private static final int GENERATOR_WIDTH = 16;
    static final int CLASSIFIER_WIDTH = 16;
    static final List<Integer> CLASSIFIER_BLOCKS = List.of(1, 1, 1, 1);

    /**
     * Loads the generator.
     *
     * @param workspace where it lives, before it is sealed
     * @return G_F
     */
    public FrozenGenerator generator(Workspace workspace) {
        SmallBigGan network = new SmallBigGan(setUp.foundationClasses().size(), GENERATOR_WIDTH);
        try (NDManager passing = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch")) {
            Parameters all = load(generatorResource(setUp.name()), passing);
            return new FrozenGenerator(
                    network,
                    all.where(name -> !name.contains(".stored_")),
                    all.where(name -> name.contains(".stored_")),
                    workspace);
        }
    }

    /**
     * The foundation classifier with its weights.
     *
     * @param network its description
     * @param theta its weights
     * @param statistics its running statistics
     */
    public record FoundationClassifier(ResNet network, Parameters theta, Parameters statistics) {}

    /**
     * Loads the classifier.
     *
     * @param workspace where it lives, before it is sealed
     * @return C_F
     */
    public FoundationClassifier classifier(Workspace workspace) {
        ResNet network =
                new ResNet(
                        1, CLASSIFIER_BLOCKS, CLASSIFIER_WIDTH, setUp.foundationClasses().size());
        try (NDManager passing = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch")) {
            Parameters all = workspace.adopt(load(classifierResource(setUp.name()), passing));
            return new FoundationClassifier(
                    network,
                    all.where(name -> !name.contains(".running_")),
                    all.where(name -> name.contains(".running_")));
        }
    }

    /** Returns the SHA-256 of each model that a run uses, by the name it has in a provenance. */
    static Map<String, String> checksums(RunSpec spec) {
        boolean pseudo = spec.method().equals(Methods.P_SSL);
        boolean generates =
                pseudo || List.of(Methods.NAIVE, Methods.MP_SSL).contains(spec.method());
        Map<String, String> checksums = new TreeMap<>();
        if (generates) {
            checksums.put(GENERATOR, Sha256.of(bytes(generatorResource(spec.setUp()))));
        }
        if (pseudo || spec.init().equals("foundation")) {
            checksums.put(CLASSIFIER, Sha256.of(bytes(classifierResource(spec.setUp()))));
        }
        return checksums;
    }

    /** Returns whether an entry of a provenance is a model's. */
    static boolean isModel(String name) {
        return name.equals(GENERATOR) || name.equals(CLASSIFIER);
    }

    private static String generatorResource(String setUp) {
        return FOLDER + "generator-" + setUp + ".safetensors";
    }

    private static String classifierResource(String setUp) {
        return FOLDER + "classifier-" + setUp + ".safetensors";
    }

    private static Parameters load(String resource, NDManager manager) {
        return Safetensors.read(bytes(resource), resource, manager);
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = FrozenModels.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new UserError("the library lacks its weights " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
