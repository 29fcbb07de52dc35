package org.mpssl.nn;

import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.mpssl.UserError;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Workspace;

/**
 * Makes generators of files that describe themselves.
 *
 * <p>The metadata of such a file has {@code network}, {@value #BIGGAN} or {@value #BIGGAN_DEEP},
 * {@code resolution}, {@code width}, {@code classes}, {@code latent}, {@code epsilon} and {@code
 * truncationRows} (0 or 1 if statistics are no tables). The tensors have the names of {@link
 * BigGan} or {@link BigGanDeep}, and their spectral norms folded in.
 */
public final class Generators {

    private static final String BIGGAN = "biggan";
    private static final String BIGGAN_DEEP = "biggan-deep";
    private static final String EMBEDDING = "shared.weight";

    private Generators() {}

    /**
     * Freezes the generator of a file, for latents from N(0, I).
     *
     * @param metadata the file's metadata
     * @param tensors the file's tensors, of any workspace
     * @param file what to call the file in errors
     * @param workspace where the generator lives, before it is sealed
     * @return the generator
     * @throws UserError if the metadata is not complete or possible, or the tensors are not those
     *     that it promises
     */
    public static FrozenGenerator of(
            Map<String, String> metadata, Parameters tensors, String file, Workspace workspace) {
        GeneratorNetwork network = network(metadata, tensors, file);
        return FrozenGenerator.of(network, tensors, file, workspace);
    }

    /**
     * Returns the description of a file's generator.
     *
     * @param metadata the file's metadata
     * @param tensors the file's tensors, which tell the length of BigGAN's class embedding
     * @param file what to call the file in errors
     * @return the network
     * @throws UserError if the metadata is not complete or possible
     */
    public static GeneratorNetwork network(
            Map<String, String> metadata, Parameters tensors, String file) {
        Card card = new Card(metadata, file);
        int resolution = card.number("resolution");
        int width = card.number("width");
        int latent = card.number("latent");
        int classes = card.number("classes");
        int rows = card.number("truncationRows");
        double epsilon = card.epsilon();
        try {
            return switch (card.text("network")) {
                case BIGGAN ->
                        new BigGan(
                                BigGan.Plan.of(resolution),
                                width,
                                latent,
                                embedding(tensors, file),
                                classes,
                                epsilon,
                                rows);
                case BIGGAN_DEEP ->
                        new BigGanDeep(
                                BigGanDeep.Plan.of(resolution),
                                width,
                                latent,
                                classes,
                                epsilon,
                                rows);
                default -> throw card.bad("network", BIGGAN + " or " + BIGGAN_DEEP);
            };
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    "%s describes a generator that cannot be: %s. Fetch or make it again."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static int embedding(Parameters tensors, String file) {
        if (tensors.names().contains(EMBEDDING)) {
            Shape shape = tensors.get(EMBEDDING).getShape();
            if (shape.dimension() == 2) {
                return Math.toIntExact(shape.get(1));
            }
        }
        throw new UserError(
                "%s has no %s of shape (classes, embedding). Fetch or make it again."
                        .formatted(file, EMBEDDING));
    }

    /** What a file says about itself. */
    private record Card(Map<String, String> metadata, String file) {

        String text(String key) {
            return metadata.getOrDefault(key, "nothing");
        }

        int number(String key) {
            if (!text(key).matches("[0-9]{1,6}")) {
                throw bad(key, "a whole number of up to six digits");
            }
            return Integer.parseInt(text(key));
        }

        double epsilon() {
            double value = Double.NaN;
            try {
                value = Double.parseDouble(text("epsilon"));
            } catch (NumberFormatException e) {
                // As wrong as a number that is out of range.
            }
            if (!(value > 0 && value < 1)) {
                throw bad("epsilon", "a number between 0 and 1");
            }
            return value;
        }

        UserError bad(String key, String expected) {
            return new UserError(
                    """
                    %s does not describe a generator: its metadata has %s for '%s', expected is %s. \
                    Fetch or make it again."""
                            .formatted(file, text(key), key, expected));
        }
    }
}
