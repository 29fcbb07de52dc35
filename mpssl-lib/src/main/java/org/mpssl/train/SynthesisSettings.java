package org.mpssl.train;

import java.util.List;
import org.mpssl.nn.ConditionalMapper;
import org.mpssl.nn.Generator;
import org.mpssl.nn.LabelConverter;
import org.mpssl.nn.LatentMapper;
import org.mpssl.nn.UnconditionalMapper;

/**
 * Where synthetic images come from.
 *
 * @param generator G_F: the {@code shipped} one of the set-up, or an imported {@code .safetensors}
 *     file
 * @param foundationClassifier C_F of P-SSL: likewise
 * @param foundationData real images for transfer SSL: {@code shipped}, those behind the shipped
 *     models, or the folder of a prepared dataset, whose part {@code train} is taken
 * @param syntheticPool images that naive gSSL and P-SSL make once and draw from; 0 makes new ones
 *     for every step
 * @param generatorChunk how many images the generator draws at once; 0 draws all of a batch
 * @param mapper F_phi: {@code conditional}, {@code unconditional} or {@code none}
 * @param mapperEmbedding length of the mapper's class embedding
 * @param mapperHidden width of the mapper's hidden layers
 * @param labelConverter l_xi: {@code hard-gumbel}, {@code soft-gumbel}, {@code soft-embedding} or
 *     {@code random}
 * @param tau Gumbel temperature
 */
public record SynthesisSettings(
        String generator,
        String foundationClassifier,
        String foundationData,
        int syntheticPool,
        int generatorChunk,
        String mapper,
        int mapperEmbedding,
        int mapperHidden,
        String labelConverter,
        double tau) {

    static final String SHIPPED = "shipped";
    private static final String UNCONDITIONAL = "unconditional";
    private static final String NO_MAPPER = "none";

    void check(SpecCheck check) {
        check.oneOfOrFile("generator", generator, List.of(SHIPPED))
                .oneOfOrFile("foundationClassifier", foundationClassifier, List.of(SHIPPED))
                .oneOfOrFolder("foundationData", foundationData, List.of(SHIPPED))
                .within("syntheticPool", syntheticPool, 0, 100_000)
                .within("generatorChunk", generatorChunk, 0, 4096)
                .oneOf("mapper", mapper, List.of("conditional", UNCONDITIONAL, NO_MAPPER))
                .within("mapperEmbedding", mapperEmbedding, 1, 4096)
                .within("mapperHidden", mapperHidden, 1, 4096)
                .oneOf("labelConverter", labelConverter, Words.all(LabelConverter.Form.class))
                .above("tau", tau, 0, 100);
    }

    /** Returns whether there is something that LMO can learn. */
    boolean isLearnable() {
        return !(mapper.equals(NO_MAPPER) && labelConverter.equals("random"));
    }

    /** Makes the mapper F. */
    LatentMapper mapper(int classes, Generator target) {
        return switch (mapper) {
            case NO_MAPPER -> LatentMapper.IDENTITY;
            case UNCONDITIONAL -> new UnconditionalMapper(target.latentSize(), mapperHidden);
            default ->
                    new ConditionalMapper(
                            classes, target.latentSize(), mapperEmbedding, mapperHidden);
        };
    }

    /** Makes the label converter l. */
    LabelConverter converter(int classes, Generator target) {
        LabelConverter.Form form = Words.value(LabelConverter.Form.class, labelConverter);
        return new LabelConverter(classes, target.classes(), tau, form);
    }
}
