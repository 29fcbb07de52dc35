package org.mpssl.nn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.mpssl.UserError;
import org.mpssl.weights.Layout;
import org.mpssl.weights.imports.NetworkDescription;

/** The networks that published weights belong to, as imported files describe them. */
public final class PublishedNetworks {

    private static final List<Integer> PUBLISHED = List.of(128, 256, 512);

    private PublishedNetworks() {}

    /**
     * Returns the network of a file that was imported from torchvision.
     *
     * @param metadata of the file: {@code network} is {@code resnet18}, {@code resnet50} or {@code
     *     resnet101}, {@code width} and {@code classes} are numbers
     * @param file what to call the file in errors
     * @return the network, which standardises its images as it was trained to
     * @throws UserError if the metadata describe no such network, or one of less than two classes
     */
    public static ResNet resNet(Map<String, String> metadata, String file) {
        int classes = number(metadata, "classes", file);
        if (classes < 2) {
            throw unknown(metadata, "classes", "a number of at least 2", file);
        }
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

    /**
     * Returns the tensors of a network, by which an import is checked.
     *
     * @param description what the weights' shapes tell
     * @return names and shapes; nothing if the network's sizes are not those of a published one
     * @throws UserError if no network can have the sizes that are described
     */
    public static Optional<Layout> layout(NetworkDescription description) {
        try {
            return known(description);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    "the file describes a %s that cannot be: %s"
                            .formatted(description.label(), e.getMessage()),
                    e);
        }
    }

    private static Optional<Layout> known(NetworkDescription description) {
        return switch (description.network()) {
            case "biggan" -> generator(description, BigGan.Plan::of, PublishedNetworks::bigGan);
            case "biggan-deep" ->
                    generator(description, BigGanDeep.Plan::of, PublishedNetworks::bigGanDeep);
            default -> Optional.of(resNet(values(description), description.label()).layout());
        };
    }

    private static Map<String, String> values(NetworkDescription description) {
        Map<String, String> values = new HashMap<>(description.values());
        values.put("network", description.network());
        return values;
    }

    private static <P> Optional<Layout> generator(
            NetworkDescription description,
            IntFunction<P> plan,
            BiFunction<NetworkDescription, P, GeneratorNetwork> network) {
        int resolution = description.number(NetworkDescription.RESOLUTION);
        return PUBLISHED.contains(resolution)
                ? Optional.of(network.apply(description, plan.apply(resolution)).layout())
                : Optional.empty();
    }

    private static GeneratorNetwork bigGan(NetworkDescription d, BigGan.Plan plan) {
        return new BigGan(
                plan,
                d.number(NetworkDescription.WIDTH),
                d.number(NetworkDescription.LATENT),
                d.number(NetworkDescription.EMBEDDING),
                d.number(NetworkDescription.CLASSES),
                epsilon(d),
                d.number(NetworkDescription.TRUNCATION_ROWS));
    }

    private static GeneratorNetwork bigGanDeep(NetworkDescription d, BigGanDeep.Plan plan) {
        return new BigGanDeep(
                plan,
                d.number(NetworkDescription.WIDTH),
                d.number(NetworkDescription.LATENT),
                d.number(NetworkDescription.CLASSES),
                epsilon(d),
                d.number(NetworkDescription.TRUNCATION_ROWS));
    }

    private static double epsilon(NetworkDescription description) {
        return Double.parseDouble(description.values().get(NetworkDescription.EPSILON));
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
