package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;

/** Synthetic images x^ of some draws, and the way back from them to w = (phi, xi). */
sealed interface DrawnImages {

    /** Returns x^ (N, C, H, W), in the scope they were drawn in. */
    NDArray images();

    /**
     * Takes a gradient on through the generator; once.
     *
     * @param seed the gradient of something with respect to the images
     * @return its gradient with respect to w
     */
    Parameters gradients(NDArray seed);

    /**
     * Images that keep their graph.
     *
     * @param step the scope they were drawn in
     * @param images x^
     * @param leaves w, as the graph knows it
     */
    record WithGraph(Step step, NDArray images, Parameters leaves) implements DrawnImages {

        @Override
        public Parameters gradients(NDArray seed) {
            return step.vectorJacobian(images, seed, leaves);
        }
    }

    /**
     * Images without a graph: a few at a time are drawn once more when their gradient is wanted, so
     * that no more than these few have a graph in memory.
     *
     * @param step the scope they were drawn in
     * @param images x^
     * @param synthesiser what drew them
     * @param labels target classes, int64 (N)
     * @param noise N draws
     * @param w phi and xi
     */
    record DrawnAgain(
            Step step,
            NDArray images,
            Synthesiser synthesiser,
            NDArray labels,
            Noise noise,
            Parameters w)
            implements DrawnImages {

        @Override
        public Parameters gradients(NDArray seed) {
            Parameters sum = Operations.zerosLike(w, step.manager());
            for (NDIndex rows : Operations.parts(labels.size(), synthesiser.generator().atOnce())) {
                try (Step stage = step.stage()) {
                    sum = sum.plus(gradients(stage, seed, rows), 1);
                }
            }
            return sum;
        }

        private Parameters gradients(Step stage, NDArray seed, NDIndex rows) {
            Parameters leaves = stage.leaves(w);
            NDArray some =
                    synthesiser.synthesise(
                            stage.own(labels.get(rows)), noise.rows(stage, rows), leaves);
            return stage.vectorJacobian(some, stage.own(seed.get(rows)), leaves);
        }
    }
}
