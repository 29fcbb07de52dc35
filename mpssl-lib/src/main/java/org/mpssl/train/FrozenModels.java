package org.mpssl.train;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.mpssl.UserError;
import org.mpssl.data.SetUp;
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
            Parameters all = load("generator-" + setUp.name(), passing);
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
            Parameters all = workspace.adopt(load("classifier-" + setUp.name(), passing));
            return new FoundationClassifier(
                    network,
                    all.where(name -> !name.contains(".running_")),
                    all.where(name -> name.contains(".running_")));
        }
    }

    private static Parameters load(String name, NDManager manager) {
        String resource = FOLDER + name + ".safetensors";
        try (InputStream in = FrozenModels.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new UserError("the library lacks its weights " + resource);
            }
            return Safetensors.read(in.readAllBytes(), resource, manager);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
