package org.mpssl.oracle;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.mpssl.augment.Augmentation;
import org.mpssl.augment.FlipAndShift;
import org.mpssl.augment.Intensity;
import org.mpssl.loss.FeatureConsistency;
import org.mpssl.loss.FeatureDistance;
import org.mpssl.method.Synthesiser;
import org.mpssl.nn.ConditionalMapper;
import org.mpssl.nn.FrozenGenerator;
import org.mpssl.nn.LabelConverter;
import org.mpssl.nn.ResNet;
import org.mpssl.nn.SmallBigGan;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Workspace;

/** The networks of the traces of whole steps: as small as their shapes allow. */
final class TinyModels {

    static final int CLASSES = 3;
    static final int FOUNDATION = 4;
    static final int BATCH = 5;
    static final RandomStreams STREAMS = new RandomStreams(16143);
    static final ResNet NETWORK = new ResNet(1, List.of(1, 1), 4, CLASSES);
    static final ResNet FOUNDATION_NETWORK = new ResNet(1, List.of(1, 1), 3, FOUNDATION);
    static final FlipAndShift WEAK = new FlipAndShift(3);
    static final Intensity STRONG = new Intensity(2, 0.9);
    static final Augmentation AUGMENTATION = new Augmentation(WEAK, STRONG);

    static final FeatureConsistency SCR = new FeatureConsistency(FeatureDistance.COSINE, false);

    private static final SmallBigGan GENERATOR = new SmallBigGan(FOUNDATION, 2);
    private static final ConditionalMapper MAPPER =
            new ConditionalMapper(CLASSES, SmallBigGan.LATENT, 4, 8);

    private TinyModels() {}

    static Tensors classifier(Workspace workspace, RandomStream random) {
        return classifier(NETWORK, workspace, random);
    }

    static Tensors foundationClassifier(Workspace workspace, RandomStream random) {
        return classifier(FOUNDATION_NETWORK, workspace, random);
    }

    private static Tensors classifier(ResNet network, Workspace workspace, RandomStream random) {
        Parameters theta = network.initialWeights(workspace, random);
        Parameters statistics = network.initialStatistics(workspace);
        return new Tensors()
                .put("theta", Inputs.uneven(workspace, theta, random))
                .put("statistics", Inputs.uneven(workspace, statistics, random));
    }

    static Tensors generator(Workspace workspace, RandomStream random) {
        Parameters weights = GENERATOR.initialWeights(workspace, random);
        Parameters statistics = GENERATOR.initialStatistics(workspace);
        return new Tensors()
                .put("weights", Inputs.uneven(workspace, weights, random))
                .put("statistics", Inputs.uneven(workspace, statistics, random));
    }

    /** Initial (phi, xi), with a label converter that has already decided a little. */
    static Tensors mapperAndConverter(Workspace workspace, RandomStream random) {
        Shape shape = new Shape(CLASSES, FOUNDATION);
        return new Tensors()
                .put("phi", MAPPER.initialWeights(workspace, random))
                .put("xi/embedding.weight", random.gaussians(CLASSES * FOUNDATION), shape);
    }

    /** The parameters w of a synthesiser from the folders {@code phi} and {@code xi}. */
    static Parameters w(Tensors inputs, Workspace workspace) {
        return inputs.parameters(workspace, "phi")
                .prefixed(Synthesiser.PHI)
                .and(inputs.parameters(workspace, "xi").prefixed(Synthesiser.XI));
    }

    static FrozenGenerator frozenGenerator(Tensors inputs, Workspace workspace) {
        return new FrozenGenerator(
                GENERATOR,
                inputs.parameters(workspace, "generator/weights"),
                inputs.parameters(workspace, "generator/statistics"),
                workspace);
    }

    static Synthesiser synthesiser(Tensors inputs, Workspace workspace, boolean hard) {
        return new Synthesiser(
                frozenGenerator(inputs, workspace),
                MAPPER,
                new LabelConverter(
                        CLASSES,
                        FOUNDATION,
                        1,
                        hard ? LabelConverter.Form.HARD_GUMBEL : LabelConverter.Form.SOFT_GUMBEL));
    }

    /** The draws of one batch of noise. */
    static Tensors noise(RandomStream random) {
        Shape z = new Shape(BATCH, SmallBigGan.LATENT);
        return new Tensors()
                .put("z", random.gaussians(BATCH * SmallBigGan.LATENT), z)
                .put("gumbel", random.gumbels(BATCH * FOUNDATION), new Shape(BATCH, FOUNDATION));
    }
}
