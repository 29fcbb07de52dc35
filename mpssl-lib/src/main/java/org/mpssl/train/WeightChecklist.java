package org.mpssl.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mpssl.UserError;
import org.mpssl.files.ClonePath;
import org.mpssl.weights.imports.ImportedFile;
import org.mpssl.weights.imports.PublishedFile;

/**
 * The published weights that a run needs, and which of them are still to be imported.
 *
 * @param items one for every file that the spec names and its method uses
 */
public record WeightChecklist(List<Item> items) {

    /** Channels of the first stage of every published ResNet. */
    private static final int PUBLISHED_WIDTH = 64;

    /** Whether a file is there. */
    public enum State {
        /** It is there and holds what it should, as far as the spec tells that. */
        THERE,
        /** It is not there. */
        MISSING,
        /** There is another file in its place. */
        OTHER
    }

    /**
     * A file that a spec names.
     *
     * @param field of the spec
     * @param file its path, as in the spec
     * @param state whether it is there
     * @param holds what it holds, in words; empty if it is not there
     * @param command what makes it
     */
    public record Item(String field, String file, State state, String holds, String command) {

        @Override
        public String toString() {
            return switch (state) {
                case THERE -> "%s: %s is there: %s".formatted(field, file, holds);
                case MISSING ->
                        "%s: %s is missing. To make it:%n    %s".formatted(field, file, command);
                case OTHER ->
                        "%s: %s is %s. Move it away, then:%n    %s"
                                .formatted(field, file, holds, command);
            };
        }
    }

    /** Copies the list. */
    public WeightChecklist {
        items = List.copyOf(items);
    }

    /**
     * Looks at what a run needs.
     *
     * @param spec the run
     * @return its files, in the order of their fields' names
     */
    public static WeightChecklist of(RunSpec spec) {
        List<Item> items = new ArrayList<>();
        for (Map.Entry<String, String> model : FrozenModels.sources(spec).entrySet()) {
            if (!FrozenModels.isShipped(model.getValue())) {
                boolean start = model.getKey().equals(FrozenModels.START);
                items.add(
                        item(
                                start ? "init" : model.getKey(),
                                model.getValue(),
                                start ? extractor(spec) : named(model.getValue())));
            }
        }
        items.sort(Comparator.comparing(Item::field));
        return new WeightChecklist(items);
    }

    /**
     * Refuses runs whose weights are not there, before the first one is begun.
     *
     * @param specs the runs
     * @throws UserError if files are missing, with the command for each
     */
    public static void requireThere(Collection<RunSpec> specs) {
        Set<String> missing =
                specs.stream()
                        .flatMap(spec -> of(spec).items().stream())
                        .filter(item -> item.state() == State.MISSING)
                        .map(item -> "%n  %s: %s".formatted(item.file(), item.command()))
                        .collect(Collectors.toCollection(TreeSet::new));
        if (!missing.isEmpty()) {
            throw new UserError(
                    "weights are missing; ./workbench weights list says where to get them, and to make the files:"
                            + String.join("", missing));
        }
    }

    /** Returns whether nothing is to be done. */
    public boolean isComplete() {
        return items.stream().allMatch(item -> item.state() == State.THERE);
    }

    private static Item item(String field, String file, Optional<String> network) {
        String command =
                network.flatMap(name -> PublishedFile.of(name).stream().findFirst())
                        .map(published -> published.command(file))
                        .orElse(PublishedFile.anyCommand(file));
        if (!Files.isRegularFile(ClonePath.of(file))) {
            return new Item(field, file, State.MISSING, "", command);
        }
        Optional<ImportedFile> imported = read(ClonePath.of(file));
        if (imported.isEmpty()) {
            return new Item(field, file, State.OTHER, "no file that an import made", command);
        }
        String holds = imported.get().title();
        return network.isEmpty() || network.get().equals(imported.get().network())
                ? new Item(field, file, State.THERE, holds, command)
                : new Item(
                        field,
                        file,
                        State.OTHER,
                        "%s and should be %s".formatted(holds, network.get()),
                        command);
    }

    private static Optional<ImportedFile> read(Path file) {
        try {
            return ImportedFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The published network whose weights fit the spec's classifier. */
    private static Optional<String> extractor(RunSpec spec) {
        if (spec.classifier().width() != PUBLISHED_WIDTH) {
            return Optional.empty();
        }
        return switch (spec.classifier().block() + spec.classifier().blocks()) {
            case "basic[2, 2, 2, 2]" -> Optional.of("resnet18");
            case "bottleneck[3, 4, 6, 3]" -> Optional.of("resnet50");
            case "bottleneck[3, 4, 23, 3]" -> Optional.of("resnet101");
            default -> Optional.empty();
        };
    }

    /** Of a generator or C_F the spec says no more than a file, whose name may say the network. */
    private static Optional<String> named(String file) {
        String name = Path.of(file).getFileName().toString();
        return PublishedFile.networks().stream()
                .filter(network -> name.startsWith(network + ".") || name.startsWith(network + "-"))
                .findFirst();
    }

    @Override
    public String toString() {
        return items.isEmpty()
                ? "The run needs no imported weights."
                : items.stream().map(Item::toString).collect(Collectors.joining("\n"));
    }
}
