package org.mpssl.train;

import java.util.Optional;
import org.mpssl.UserError;

/**
 * The classes that a foundation model knows. P-SSL gives those of C_F to G_F, so both must know the
 * same ones in the same order.
 *
 * @param model what to call the model in errors
 * @param source {@code shipped}, or its file
 * @param number how many there are
 * @param order the name of their order; nothing if the file does not say, as of a shipped model or
 *     an import of an earlier version
 */
record FoundationClasses(String model, String source, int number, Optional<String> order) {

    /** Looks at a model's source. */
    static FoundationClasses of(String model, String source, int number) {
        Optional<String> order =
                FrozenModels.isShipped(source)
                        ? Optional.empty()
                        : new ImportedModel(source).classOrder();
        return new FoundationClasses(model, source, number, order);
    }

    /**
     * Makes sure that two models can work together.
     *
     * @param other the other model's classes
     * @throws UserError if they differ in number, or in the names of their orders
     */
    void requireSame(FoundationClasses other) {
        if (number != other.number) {
            throw new UserError(
                    "the %s (%s) knows %d classes and the %s (%s) %d: P-SSL needs two that know the same ones"
                            .formatted(
                                    model,
                                    source,
                                    number,
                                    other.model,
                                    other.source,
                                    other.number));
        }
        if (order.isPresent() && other.order.isPresent() && !order.equals(other.order)) {
            throw new UserError(
                    """
                    the %s (%s) has its classes in the order '%s' and the %s (%s) in the order \
                    '%s': P-SSL gives the classes of one to the other. Take two files of one \
                    order; if both names mean the same, import one of the files again with \
                    --class-order and the other's name."""
                            .formatted(
                                    model,
                                    source,
                                    order.get(),
                                    other.model,
                                    other.source,
                                    other.order.get()));
        }
    }
}
