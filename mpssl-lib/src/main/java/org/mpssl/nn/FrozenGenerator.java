package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** A trained generator whose weights and statistics are constants of the run. */
public final class FrozenGenerator implements Generator {

    private static final double UNTRUNCATED = 1;

    private final GeneratorNetwork network;
    private final Parameters weights;
    private final Normalisation normalisation;

    /**
     * Freezes a generator.
     *
     * @param network its description
     * @param weights its weights, of any workspace
     * @param statistics its stored statistics, one set, of any workspace
     * @param workspace where its copy lives, before it is sealed
     */
    public FrozenGenerator(
            GeneratorNetwork network,
            Parameters weights,
            Parameters statistics,
            Workspace workspace) {
        this.network = network;
        this.weights = channelsLast(workspace.adopt(weights), workspace);
        this.normalisation = Normalisation.running(workspace.adopt(statistics));
        try (Step step = workspace.step()) {
            step.record("generator", this.weights.and(normalisation.statistics()));
        }
    }

    /**
     * Freezes a generator that was read from a file, for latents from N(0, I).
     *
     * @param network its description
     * @param tensors weights and stored statistics, of any workspace
     * @param file what to call the file in errors
     * @param workspace where its copy lives, before it is sealed
     * @return the generator
     * @throws org.mpssl.UserError if the file holds other tensors than the network needs
     */
    public static FrozenGenerator of(
            GeneratorNetwork network, Parameters tensors, String file, Workspace workspace) {
        return of(network, tensors, UNTRUNCATED, file, workspace);
    }

    /**
     * Freezes a generator that was read from a file.
     *
     * @param network its description
     * @param tensors weights and stored statistics, of any workspace
     * @param truncation of the latents that it will be given: 1 for those from N(0, I)
     * @param file what to call the file in errors
     * @param workspace where its copy lives, before it is sealed
     * @return the generator
     * @throws org.mpssl.UserError if the file holds other tensors than the network needs, or no
     *     statistics of this truncation
     */
    public static FrozenGenerator of(
            GeneratorNetwork network,
            Parameters tensors,
            double truncation,
            String file,
            Workspace workspace) {
        network.layout().check(tensors, file);
        try (Step step = workspace.step()) {
            Parameters used = network.used(tensors.map(step::own), truncation);
            return new FrozenGenerator(
                    network,
                    used.where(name -> !network.isStatistic(name)),
                    used.where(network::isStatistic),
                    workspace);
        }
    }

    /** Convolutions of the generator are faster on the CPU in this memory format. */
    private static Parameters channelsLast(Parameters weights, Workspace workspace) {
        try (Step step = workspace.step()) {
            return weights.map(
                    array -> {
                        if (array.getShape().dimension() != 4) {
                            return array;
                        }
                        NDArray converted = step.channelsLast(array);
                        converted.attach(workspace.manager());
                        array.close();
                        return converted;
                    });
        }
    }

    @Override
    public int latentSize() {
        return network.latentSize();
    }

    @Override
    public int classes() {
        return network.classes();
    }

    @Override
    public NDArray generate(NDArray latents, NDArray labels) {
        return network.generate(latents, labels, weights, normalisation);
    }
}
