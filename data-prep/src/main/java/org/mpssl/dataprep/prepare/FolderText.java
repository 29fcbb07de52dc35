package org.mpssl.dataprep.prepare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mpssl.data.DatasetManifest;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.layout.Listing;
import org.mpssl.dataprep.layout.RawImage;
import org.mpssl.files.AtomicFile;
import org.mpssl.files.Sha256;

/**
 * Writes all of a prepared dataset but its pixels: labels, the images' names, terms, the manifest.
 * Each file is on the disk before the folder is moved to its place.
 *
 * @param request what is prepared
 * @param listing what its lists say
 * @param sources checksums of the raw files
 * @param remarks what a user of the dataset should know
 */
record FolderText(
        Request request, Listing listing, SortedMap<String, String> sources, List<String> remarks) {

    private static final int CHANNELS = 3;

    /**
     * Writes.
     *
     * @param folder which has the pixels
     * @param damaged images that are left out, and why
     */
    void write(Path folder, SortedMap<Integer, String> damaged) throws IOException {
        SortedMap<String, List<RawImage>> kept = new TreeMap<>();
        for (int i = 0; i < listing.images().size(); i++) {
            RawImage image = listing.images().get(i);
            List<RawImage> part = kept.computeIfAbsent(image.part(), name -> new ArrayList<>());
            if (!damaged.containsKey(i)) {
                part.add(image);
            }
        }
        for (Map.Entry<String, List<RawImage>> part : kept.entrySet()) {
            write(folder, part.getKey(), part.getValue());
        }
        if (!damaged.isEmpty()) {
            Stream<String> lines =
                    damaged.entrySet().stream().map(entry -> line(listing.images(), entry));
            AtomicFile.write(folder.resolve("damaged.txt"), lines(lines));
        }
        Published dataset = request.dataset();
        AtomicFile.write(
                folder.resolve("LICENCE.txt"),
                lines(Stream.of(dataset.title(), dataset.licence(), dataset.citation())));
        manifest(folder, kept).write(folder);
    }

    private static void write(Path folder, String part, List<RawImage> images) throws IOException {
        AtomicFile.write(folder.resolve(list(part)), lines(images.stream().map(RawImage::path)));
        write(
                folder.resolve(DatasetManifest.labelsFile(part)),
                images.stream().mapToInt(RawImage::label));
        write(folder.resolve(DatasetManifest.indicesFile(part)), IntStream.range(0, images.size()));
    }

    private static void write(Path file, IntStream values) throws IOException {
        byte[] content = bytes(values);
        AtomicFile.write(file, out -> out.write(content));
    }

    private static String list(String part) {
        return part + ".files.txt";
    }

    /** Says what is wrong with an image. */
    static String line(List<RawImage> images, Map.Entry<Integer, String> damage) {
        return images.get(damage.getKey()).path() + ": " + damage.getValue();
    }

    private DatasetManifest manifest(Path folder, SortedMap<String, List<RawImage>> kept)
            throws IOException {
        SortedMap<String, DatasetManifest.Part> parts = new TreeMap<>();
        kept.forEach(
                (part, images) ->
                        parts.put(
                                part,
                                new DatasetManifest.Part(
                                        images.size(), perClass(images), list(part))));
        Published dataset = request.dataset();
        return new DatasetManifest(
                DatasetManifest.FORMAT,
                dataset.name(),
                String.join(" ", remarks.isEmpty() ? List.of(dataset.title()) : described()),
                request.size(),
                request.size(),
                CHANNELS,
                listing.classes(),
                parts,
                contents(folder),
                sources,
                dataset.licence(),
                dataset.citation(),
                request.rules());
    }

    private List<String> described() {
        List<String> description = new ArrayList<>(List.of(request.dataset().title() + "."));
        description.addAll(remarks);
        return description;
    }

    private static SortedMap<String, DatasetManifest.Content> contents(Path folder)
            throws IOException {
        SortedMap<String, DatasetManifest.Content> contents = new TreeMap<>();
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.sorted().toList()) {
                contents.put(
                        file.getFileName().toString(),
                        new DatasetManifest.Content(Files.size(file), Sha256.ofFile(file)));
            }
        }
        return contents;
    }

    private List<Integer> perClass(List<RawImage> images) {
        int[] counts = new int[listing.classes().size()];
        images.forEach(image -> counts[image.label()]++);
        return Arrays.stream(counts).boxed().toList();
    }

    private static String lines(Stream<String> lines) {
        return lines.map(line -> line + "\n").collect(Collectors.joining());
    }

    private static byte[] bytes(IntStream values) {
        int[] all = values.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(all.length * Integer.BYTES);
        bytes.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(all);
        return bytes.array();
    }
}
