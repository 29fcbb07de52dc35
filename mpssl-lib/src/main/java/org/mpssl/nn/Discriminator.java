package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * The opponent that the small generator is trained against: a projection discriminator (Miyato and
 * Koyama 2018) with spectral normalisation (Miyato et al. 2018) for 32x32 grey images.
 *
 * <p>A 4x4 stem of stride 2, three residual blocks of which two halve the size, the sum over
 * pixels, and a linear output plus the product with a class embedding.
 *
 * @param classes number of foundation classes
 * @param width channels after the stem
 */
public record Discriminator(int classes, int width) {

    private static final int BLOCKS = 3;
    private static final int HALVING_BLOCKS = 2;
    private static final double EPSILON = 1e-12;

    /**
     * Draws initial weights, orthogonal as in BigGAN.
     *
     * @param workspace where they live
     * @param random where they come from
     * @return the weights
     */
    public Parameters initialWeights(Workspace workspace, RandomStream random) {
        Weights weights = new Weights();
        convolution(weights, "stem", 1, width, 4);
        for (int i = 0; i < BLOCKS; i++) {
            convolution(weights, "blocks." + i + ".conv1", channels(i), channels(i + 1), 3);
            convolution(weights, "blocks." + i + ".conv2", channels(i + 1), channels(i + 1), 3);
            convolution(weights, "blocks." + i + ".conv_sc", channels(i), channels(i + 1), 1);
        }
        weights.orthogonal("linear.weight", 1, channels(BLOCKS))
                .constant("linear.bias", 0, 1)
                .orthogonal("embed.weight", classes, channels(BLOCKS));
        return weights.draw(workspace, random);
    }

    private static void convolution(Weights weights, String name, int in, int out, int size) {
        weights.orthogonal(name + ".weight", out, in, size, size).constant(name + ".bias", 0, out);
    }

    private int channels(int block) {
        return width << Math.min(block, HALVING_BLOCKS);
    }

    /**
     * Draws the vectors u of the power iterations, one per weight tensor.
     *
     * @param workspace where they live
     * @param weights the weights
     * @param random where they come from
     * @return unit vectors (O), named as their weights
     */
    public Parameters initialDirections(
            Workspace workspace, Parameters weights, RandomStream random) {
        Weights directions = new Weights();
        weights.where(name -> name.endsWith(".weight"))
                .forEach(
                        entry ->
                                directions.orthogonal(
                                        entry.getKey(), entry.getValue().getShape().get(0)));
        return directions.draw(workspace, random);
    }

    /**
     * Divides every weight tensor by its largest singular value, as estimated by one power
     * iteration, which moves the directions; differentiable in the weights.
     *
     * @param step the current scope
     * @param weights the weights, or leaves of them
     * @param directions the vectors u, updated in place
     * @return weights of spectral norm about 1; biases as they are
     */
    public Parameters normalised(Step step, Parameters weights, Parameters directions) {
        Map<String, NDArray> result = new LinkedHashMap<>();
        Map<String, NDArray> moved = new LinkedHashMap<>();
        weights.forEach(
                entry -> {
                    NDArray weight = entry.getValue();
                    if (entry.getKey().endsWith(".bias")) {
                        result.put(entry.getKey(), weight);
                        return;
                    }
                    NDArray matrix = weight.reshape(weight.getShape().get(0), -1);
                    NDArray u;
                    NDArray v;
                    try (GradientMode off = GradientMode.off()) {
                        NDArray fixed = Operations.constant(matrix);
                        NDArray old = step.own(directions.get(entry.getKey())).reshape(1, -1);
                        v = Operations.unitRows(old.matMul(fixed), EPSILON);
                        u = Operations.unitRows(v.matMul(fixed.transpose()), EPSILON);
                    }
                    moved.put(entry.getKey(), u.reshape(-1));
                    NDArray sigma = v.matMul(matrix.transpose()).mul(u).sum();
                    result.put(entry.getKey(), weight.div(sigma));
                });
        try (GradientMode off = GradientMode.off()) {
            step.copy(directions, Parameters.of(moved));
        }
        return Parameters.of(result);
    }

    /**
     * Scores images: high for real ones of their class.
     *
     * @param images (N, 1, 32, 32)
     * @param labels foundation classes, int64 (N)
     * @param w normalised weights
     * @return (N, 1)
     */
    public NDArray score(NDArray images, NDArray labels, Parameters w) {
        NDArray h = Operations.convolve(images, w.get("stem.weight"), w.get("stem.bias"), 2, 1);
        for (int i = 0; i < BLOCKS; i++) {
            String block = "blocks." + i;
            boolean halving = i < HALVING_BLOCKS;
            h = Operations.scoped(h, x -> block(x, w, block, halving));
        }
        NDArray features = Operations.relu(h).sum(new int[] {2, 3});
        NDArray unconditional =
                Operations.linear(features, w.get("linear.weight"), w.get("linear.bias"));
        NDArray classVectors = Operations.embed(w.get("embed.weight"), labels);
        return unconditional.add(features.mul(classVectors).sum(new int[] {1}, true));
    }

    private static NDArray block(NDArray x, Parameters w, String name, boolean halving) {
        NDArray h = Operations.relu(x);
        h =
                Operations.convolve(
                        h, w.get(name + ".conv1.weight"), w.get(name + ".conv1.bias"), 1, 1);
        h = Operations.relu(h);
        h =
                Operations.convolve(
                        h, w.get(name + ".conv2.weight"), w.get(name + ".conv2.bias"), 1, 1);
        NDArray skip = halving ? Operations.halve(x) : x;
        skip =
                Operations.convolve(
                        skip, w.get(name + ".conv_sc.weight"), w.get(name + ".conv_sc.bias"), 1, 0);
        return (halving ? Operations.halve(h) : h).add(skip);
    }
}
