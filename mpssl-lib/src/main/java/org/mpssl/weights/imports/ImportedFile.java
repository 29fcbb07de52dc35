package org.mpssl.weights.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mpssl.UserError;
import org.mpssl.weights.WeightFile;

/**
 * A file that {@code ./workbench weights import} made, as its metadata describe it.
 *
 * @param file its path
 * @param network what it holds, such as {@code resnet50} or {@code biggan-256}
 * @param format whose checkpoint it was made of
 * @param sourceSha256 the checkpoint's checksum
 * @param classOrder the name of the order of its classes; nothing if nobody said
 */
public record ImportedFile(
        Path file,
        String network,
        String format,
        String sourceSha256,
        Optional<String> classOrder) {

    /** The key of the metadata for the name of the order of classes. */
    public static final String CLASS_ORDER = "classOrder";

    private static final String ENDING = ".safetensors";

    /**
     * Looks at a file.
     *
     * @param file its path
     * @return the import; nothing if it is no file that an import made
     * @throws IOException if it cannot be read
     */
    public static Optional<ImportedFile> read(Path file) throws IOException {
        try (WeightFile open = WeightFile.open(file)) {
            Map<String, String> metadata = open.metadata();
            if (!metadata.containsKey("network") || !metadata.containsKey("format")) {
                return Optional.empty();
            }
            NetworkDescription description =
                    new NetworkDescription(metadata.get("network"), metadata);
            return Optional.of(
                    new ImportedFile(
                            file,
                            description.label(),
                            metadata.get("format"),
                            metadata.getOrDefault("sourceSha256", ""),
                            Optional.ofNullable(metadata.get(CLASS_ORDER))));
        } catch (UserError damaged) {
            return Optional.empty();
        }
    }

    /**
     * Looks at all files of a folder.
     *
     * @param folder the folder, which need not be there
     * @return what imports made, in the order of their names
     * @throws IOException if it cannot be read
     */
    public static List<ImportedFile> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<ImportedFile> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (Files.isRegularFile(file) && file.toString().endsWith(ENDING)) {
                    read(file).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /**
     * Returns what it holds and where that comes from.
     *
     * @return for example {@code resnet18 of resnet18-f37072fd.pth}
     */
    public String title() {
        return "%s of %s"
                .formatted(
                        network,
                        origin().map(PublishedFile::name).orElse("a file that is not known here"));
    }

    /** Returns the published file that it was made of, if that can be told. */
    public Optional<PublishedFile> origin() {
        return PublishedFile.behind(this);
    }
}
