package org.mpssl.nn;

import java.util.Map;
import org.mpssl.UserError;

/** The classifiers of imported weight files, as the files' metadata describe them. */
public final class PublishedNetworks {

    private PublishedNetworks() {}

    /**
     * Returns the network of a file that was imported from torchvision.
     *
     * @param metadata of the file: {@code network} is {@code resnet18}, {@code resnet50} or {@code
     *     resnet101}, {@code width} and {@code classes} are numbers
     * @param file what to call the file in errors
     * @return the network, which standardises its images as it was trained to
     * @throws UserError if the metadata describe no such network
     */
    public static ResNet resNet(Map<String, String> metadata, String file) {
        int classes = number(metadata, "classes", file);
        int width = number(metadata, "width", file);
        ResNet network =
                switch (metadata.getOrDefault("network", "nothing")) {
                    case "resnet18" -> ResNet.resNet18(classes);
                    case "resnet50" -> ResNet.resNet50(classes);
                    case "resnet101" -> ResNet.resNet101(classes);
                    default -> throw unknown(metadata, "network", "resnet18, 50 or 101", file);
                };
        return new ResNet(
                network.channels(),
                ResNet.Input.IMAGENET,
                network.block(),
                network.stem(),
                network.blocks(),
                width,
                classes);
    }

    private static int number(Map<String, String> metadata, String key, String file) {
        String text = metadata.getOrDefault(key, "nothing");
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw unknown(metadata, key, "a whole number of up to six digits", file);
        }
        return Integer.parseInt(text);
    }

    private static UserError unknown(
            Map<String, String> metadata, String key, String expected, String file) {
        return new UserError(
                "%s does not describe a classifier: its metadata has %s for '%s', expected is %s. Import the weights again."
                        .formatted(file, metadata.getOrDefault(key, "nothing"), key, expected));
    }
}
