package org.mpssl.nn;

import java.util.ArrayList;
import java.util.List;
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
 *
 * <p>At 128, 256 and 512 pixels the channels are those of the published networks. At other
 * resolutions, of which there are {@value #BIGGAN_DEEP}s of pairs of blocks alone, the tensors tell
 * them, and the metadata has {@code attention}, its block, too.
 */
public final class Generators {

    private static final String BIGGAN = "biggan";
    private static final String BIGGAN_DEEP = "biggan-deep";
    private static final List<Integer> PUBLISHED = List.of(128, 256, 512);

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
     * @param tensors the file's tensors, of which only shapes are looked at
     * @param file what to call the file in errors
     * @return the network
     * @throws UserError if the metadata is not complete or possible
     */
    public static GeneratorNetwork network(
            Map<String, String> metadata, Parameters tensors, String file) {
        GeneratorCard card = new GeneratorCard(metadata, tensors, file);
        try {
            return switch (card.text("network")) {
                case BIGGAN ->
                        new BigGan(
                                plan(card),
                                card.number("width"),
                                card.number("latent"),
                                card.size("shared.weight", 1),
                                card.number("classes"),
                                card.epsilon(),
                                card.number("truncationRows"));
                case BIGGAN_DEEP ->
                        new BigGanDeep(
                                deepPlan(card),
                                card.number("width"),
                                card.number("latent"),
                                card.number("classes"),
                                card.epsilon(),
                                card.number("truncationRows"));
                default -> throw card.bad("network", BIGGAN + " or " + BIGGAN_DEEP);
            };
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    "%s describes a generator that cannot be: %s. Fetch or make it again."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static BigGan.Plan plan(GeneratorCard card) {
        int resolution = card.number("resolution");
        if (PUBLISHED.contains(resolution)) {
            return BigGan.Plan.of(resolution);
        }
        String last = "output_layer.2.weight";
        List<Integer> channels = new ArrayList<>();
        for (int i = 0; i < card.doublings(); i++) {
            channels.add(card.widths("blocks." + i + ".0.conv1.weight", 1));
        }
        channels.add(card.widths(last, 1));
        return new BigGan.Plan(card.size(last, 0), channels, card.number("attention"));
    }

    private static BigGanDeep.Plan deepPlan(GeneratorCard card) {
        int resolution = card.number("resolution");
        if (PUBLISHED.contains(resolution)) {
            return BigGanDeep.Plan.of(resolution);
        }
        int attention = card.number("attention");
        List<BigGanDeep.Block> blocks = new ArrayList<>();
        for (int i = 0; i < 2 * card.doublings(); i++) {
            String module = "generator.layers." + (i < attention ? i : i + 1);
            int in = card.widths(module + ".conv_0.weight", 1);
            int out = card.widths(module + ".conv_3.weight", 0);
            blocks.add(new BigGanDeep.Block(i % 2 == 1, in, out));
        }
        return new BigGanDeep.Plan(blocks, attention);
    }
}
