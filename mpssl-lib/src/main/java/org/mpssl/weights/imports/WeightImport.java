package org.mpssl.weights.imports;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mpssl.UserError;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Parameters;
import org.mpssl.weights.Layout;
import org.mpssl.weights.Safetensors;
import org.mpssl.weights.StoredTensor;
import org.mpssl.weights.WeightFile;

/**
 * Makes a safetensors file of this library's from a published checkpoint.
 *
 * @param format whose checkpoint it is
 * @param network which network it must be, such as {@code resnet50} or {@code biggan-256}, or
 *     nothing if the file decides
 * @param sha256 the checksum that the checkpoint must have, or nothing
 * @param dropUnexpected whether tensors that mean nothing to the format are left out; else they are
 *     an error
 * @param classOrder the name of the order of its classes, or nothing for that of the published
 *     networks if there are as many classes as these have
 */
public record WeightImport(
        ImportFormat format,
        Optional<String> network,
        Optional<String> sha256,
        boolean dropUnexpected,
        Optional<String> classOrder) {

    /** The order of the classes of ImageNet's published networks. */
    public static final String IMAGENET = "imagenet-1k, sorted WordNet ids";

    private static final int IMAGENET_CLASSES = 1000;

    /** DataParallel puts this before every name. */
    private static final String WRAPPER = "module.";

    private static final String VARIANCES = ".*\\.(stored_var|running_vars?)";

    /** Checks the name of the order. */
    public WeightImport {
        classOrder.ifPresent(
                name -> {
                    if (!name.matches("(?! )[\\x20-\\x7e]{1,100}(?<! )")) {
                        throw new UserError(
                                "the class order is called '%s': a name has up to 100 printable ASCII characters and no space around"
                                        .formatted(name.replaceAll("\\p{Cntrl}", "?")));
                    }
                });
    }

    /** Makes an import of weights whose classes have the published order, if they are as many. */
    public WeightImport(
            ImportFormat format,
            Optional<String> network,
            Optional<String> sha256,
            boolean dropUnexpected) {
        this(format, network, sha256, dropUnexpected, Optional.empty());
    }

    /**
     * What was made.
     *
     * @param description which network
     * @param layout the tensors of the file
     * @param notes what else the user should know, a sentence each
     */
    public record Result(NetworkDescription description, Layout layout, List<String> notes) {}

    /**
     * Imports a file.
     *
     * @param in the checkpoint
     * @param out the file to make, which must not exist
     * @param layouts the tensors that a network needs; nothing if the network is not known
     * @return what was made
     * @throws UserError if the checkpoint is damaged, another one than asked for, or lacks or has
     *     tensors that it should not
     * @throws IOException if a file cannot be read or written
     */
    public Result run(Path in, Path out, Function<NetworkDescription, Optional<Layout>> layouts)
            throws IOException {
        if (Files.exists(out)) {
            throw new UserError(out + " exists already: delete it or name another file.");
        }
        try (WeightFile file = WeightFile.open(in)) {
            List<String> notes = new ArrayList<>(file.notes());
            String checksum = file.sha256();
            String identity = identify(in, checksum);
            notes.add(identity);
            Plan plan = plan(file, notes);
            checkNetwork(in, plan.description());
            check(in, plan, layouts.apply(plan.description()), notes);
            Map<String, String> metadata = new LinkedHashMap<>(plan.description().values());
            metadata.put("network", plan.description().network());
            metadata.put("format", format.title());
            metadata.put("sourceSha256", checksum);
            order(plan.description())
                    .ifPresent(
                            order -> {
                                metadata.put(ImportedFile.CLASS_ORDER, order);
                                notes.add("the classes are in the order '%s'".formatted(order));
                            });
            try (NDManager manager = manager()) {
                Safetensors.write(out, tensors(file, plan, manager), metadata);
            }
            return new Result(plan.description(), plan.layout(), List.copyOf(notes));
        }
    }

    /** Nothing in a file says which class is which: that of published networks is known. */
    private Optional<String> order(NetworkDescription description) {
        boolean published = description.number(NetworkDescription.CLASSES) == IMAGENET_CLASSES;
        return classOrder.or(() -> published ? Optional.of(IMAGENET) : Optional.empty());
    }

    private static NDManager manager() {
        Devices.engine();
        return NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    private String identify(Path in, String checksum) {
        if (sha256.isPresent() && !sha256.get().toLowerCase(Locale.ROOT).equals(checksum)) {
            throw new UserError(
                    "%s is not the file that you asked for: its sha256 is %s and should be %s."
                            .formatted(in, checksum, sha256.get()));
        }
        return PublishedFile.identify(in.getFileName().toString(), checksum);
    }

    private Plan plan(WeightFile file, List<String> notes) {
        List<StoredTensor> tensors = file.tensors();
        if (!tensors.isEmpty() && tensors.stream().allMatch(t -> t.name().startsWith(WRAPPER))) {
            notes.add("'%s' before every name is left out".formatted(WRAPPER));
            tensors =
                    tensors.stream()
                            .map(t -> t.named(t.name().substring(WRAPPER.length())))
                            .toList();
        }
        Plan plan = format.plan(tensors);
        for (Piece piece : plan.pieces()) {
            for (StoredTensor source : piece.sources()) {
                if (!source.type().isFloating()) {
                    throw new UserError(
                            "%s in %s holds %s instead of real numbers."
                                    .formatted(source.name(), file.name(), source.type()));
                }
            }
        }
        return plan;
    }

    private void checkNetwork(Path in, NetworkDescription description) {
        if (network.isPresent() && !network.get().equals(description.label())) {
            throw new UserError(
                    "%s holds %s, and %s was asked for."
                            .formatted(in, description.label(), network.get()));
        }
    }

    private void check(Path in, Plan plan, Optional<Layout> layout, List<String> notes) {
        List<String> problems = new ArrayList<>();
        if (!plan.unexpected().isEmpty()) {
            String names = Layout.some("not expected", plan.unexpected());
            (dropUnexpected ? notes : problems).add(names);
        }
        if (layout.isPresent()) {
            problems.addAll(layout.get().differences(plan.layout()));
        } else if (network.isPresent()) {
            notes.add("not compared with a network, since none is known as " + network.get());
        } else { // as well a known one without its last blocks
            problems.add(
                    "No network is known as %1$s; if it must be one, say --network %1$s"
                            .formatted(plan.description().label()));
        }
        if (!problems.isEmpty()) {
            throw new UserError(
                    "%s is no %s of format %s. %s. Is the --format right?"
                            .formatted(
                                    in,
                                    plan.description().label(),
                                    format.title(),
                                    String.join(". ", problems)));
        }
    }

    /** Makes the tensors, one at a time: what one takes on the way is let go of before the next. */
    static Parameters tensors(WeightFile file, Plan plan, NDManager manager) throws IOException {
        Map<String, NDArray> made = new LinkedHashMap<>();
        List<String> notFinite = new ArrayList<>();
        List<String> negative = new ArrayList<>();
        for (Piece piece : plan.pieces()) {
            try (NDManager passing = manager.newSubManager()) {
                NDArray array = made(file, piece, passing);
                Range range = Range.of(array);
                if (!range.isFinite()) {
                    notFinite.add(piece.name());
                } else if (range.least() < 0 && piece.name().matches(VARIANCES)) {
                    negative.add(piece.name());
                }
                array.attach(manager);
                made.put(piece.name(), array);
            }
        }
        refuse(file, "holds numbers that are infinite or none (NaN)", notFinite);
        refuse(file, "holds negative variances", negative);
        return Parameters.of(made);
    }

    private static NDArray made(WeightFile file, Piece piece, NDManager manager)
            throws IOException {
        List<NDArray> sources = new ArrayList<>();
        for (StoredTensor source : piece.sources()) {
            sources.add(file.read(source, manager));
        }
        file.spend(piece.bytes(), piece.name());
        NDArray array = piece.recipe().apply(sources);
        if (array.getDataType() != DataType.FLOAT32) {
            file.spend(array.size() * Float.BYTES, piece.name());
        }
        return array.toType(DataType.FLOAT32, false);
    }

    private static void refuse(WeightFile file, String what, List<String> names) {
        if (!names.isEmpty()) {
            throw new UserError(
                    "%s %s. %s.".formatted(file.name(), what, Layout.some("such tensors", names)));
        }
    }

    /** The ends of what an array holds; none (NaN) if any of its numbers is none. */
    private record Range(float least, float most) {

        static Range of(NDArray array) {
            return array.size() == 0
                    ? new Range(0, 0)
                    : new Range(array.min().getFloat(), array.max().getFloat());
        }

        boolean isFinite() {
            return Float.isFinite(least) && Float.isFinite(most);
        }
    }
}
