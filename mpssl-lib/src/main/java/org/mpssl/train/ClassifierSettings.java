package org.mpssl.train;

import java.util.List;
import org.mpssl.nn.ResNet;

/**
 * The classifier f = h o g and where its feature extractor starts.
 *
 * @param block {@code basic} or {@code bottleneck}
 * @param stem {@code small} for small images, or {@code imagenet}, torchvision's
 * @param blocks blocks of each stage
 * @param width channels of the first stage
 * @param standardise {@code none}, or {@code imagenet} for networks that were trained on images
 *     less ImageNet's mean, divided by its deviation
 * @param init what the extractor starts from: {@code scratch}, the shipped {@code foundation}
 *     classifier, or an imported {@code .safetensors} file
 */
public record ClassifierSettings(
        String block,
        String stem,
        List<Integer> blocks,
        int width,
        String standardise,
        String init) {

    /** Copies the list. */
    public ClassifierSettings {
        blocks = List.copyOf(blocks);
    }

    void check(SpecCheck check) {
        check.oneOf("block", block, Words.all(ResNet.Block.class))
                .oneOf("stem", stem, Words.all(ResNet.Stem.class))
                .eachWithin("blocks", blocks, 1, 100)
                .that(
                        !blocks.isEmpty() && blocks.size() <= 6,
                        "blocks has %d stages; allowed are 1 to 6".formatted(blocks.size()))
                .within("width", width, 1, 128)
                .oneOf("standardise", standardise, List.of("none", "imagenet"))
                .oneOfOrFile("init", init, List.of("scratch", "foundation"));
    }

    /**
     * Returns the network.
     *
     * @param channels of the images
     * @param classes K
     * @return its description
     */
    public ResNet network(int channels, int classes) {
        return new ResNet(
                channels,
                isStandardised() ? ResNet.Input.IMAGENET : ResNet.Input.PLAIN,
                Words.value(ResNet.Block.class, block),
                Words.value(ResNet.Stem.class, stem),
                blocks,
                width,
                classes);
    }

    /** Returns whether images are standardised before the first convolution. */
    boolean isStandardised() {
        return standardise.equals("imagenet");
    }

    /** Returns whether this is the network that the shipped foundation classifier has. */
    boolean isFoundation() {
        return block.equals("basic")
                && stem.equals("small")
                && width == FrozenModels.CLASSIFIER_WIDTH
                && blocks.equals(FrozenModels.CLASSIFIER_BLOCKS);
    }
}
