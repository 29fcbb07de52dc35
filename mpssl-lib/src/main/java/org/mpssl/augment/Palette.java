package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Step;

/**
 * The operations that a policy chooses from, and how drawn ones are applied: round by round, the
 * images that share an operation together, so that a round costs at most one call per operation.
 *
 * @param choices the list; draws name its entries by index
 */
record Palette(List<Choice> choices) {

    int size() {
        return choices.size();
    }

    List<String> names() {
        return choices.stream().map(Choice::name).toList();
    }

    /** The value of an operation; the sign counts only where there is one. */
    double value(int index, double level, boolean negative, Shape images) {
        int width = (int) images.get(3);
        int height = (int) images.get(2);
        return choices.get(index).value(level, width, height, negative);
    }

    /**
     * Applies draws as {@link Rounds} makes them.
     *
     * @param step the current scope
     * @param images (N, C, H, W)
     * @param draws for N images
     * @param straightThrough whether operations whose gradient is zero let it pass instead, {@code
     *     x + constant(operation(x) - x)}
     * @return (N, C, H, W)
     */
    NDArray apply(Step step, NDArray images, Draws draws, boolean straightThrough) {
        Shape drawn = draws.get("operation").shape();
        if (drawn.get(0) != images.getShape().get(0)) {
            throw new IllegalArgumentException(
                    "%d images, but draws for %d"
                            .formatted(images.getShape().get(0), drawn.get(0)));
        }
        NDArray result = images;
        for (int round = 0; round < drawn.get(1); round++) {
            result = applyRound(step, result, Round.of(draws, round), straightThrough);
        }
        return result;
    }

    private NDArray applyRound(Step step, NDArray images, Round round, boolean straightThrough) {
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < round.size(); i++) {
            groups.computeIfAbsent(round.operation()[i], k -> new ArrayList<>()).add(i);
        }
        if (groups.size() == 1) {
            return applyOne(step, images, round.operation()[0], round.chosen(), straightThrough);
        }
        NDList parts = new NDList();
        int[] place = new int[round.size()];
        int next = 0;
        for (Map.Entry<Integer, List<Integer>> group : groups.entrySet()) {
            int[] rows = group.getValue().stream().mapToInt(i -> i).toArray();
            NDArray part = rows(step, images, rows);
            Chosen chosen = round.chosen().rows(rows);
            parts.add(applyOne(step, part, group.getKey(), chosen, straightThrough));
            for (int row : rows) {
                place[row] = next++;
            }
        }
        return rows(step, NDArrays.concat(parts, 0), place);
    }

    private NDArray applyOne(
            Step step, NDArray images, int index, Chosen chosen, boolean straightThrough) {
        if (index == Rounds.NONE) {
            return images;
        }
        Operation operation = choices.get(index).operation();
        try (Step stage = step.stage()) {
            NDArray x = stage.own(images);
            NDArray y = operation.apply(stage, x, chosen);
            if (straightThrough && !operation.differentiable()) {
                y = x.add(Operations.constant(y.sub(x)));
            }
            y.attach(step.manager());
            return y;
        }
    }

    /** Some images, or all in another order. */
    private static NDArray rows(Step step, NDArray images, int[] order) {
        Shape shape = images.getShape();
        NDArray flat = images.reshape(shape.get(0), -1);
        return Operations.embed(flat, step.indices(order))
                .reshape(order.length, shape.get(1), shape.get(2), shape.get(3));
    }
}
