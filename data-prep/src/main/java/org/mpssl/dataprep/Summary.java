package org.mpssl.dataprep;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mpssl.data.DatasetManifest;
import org.mpssl.data.PreparedDataset;
import org.mpssl.files.Sha256;

/** What a prepared dataset is, in a few lines. */
final class Summary {

    private Summary() {}

    static String of(Path folder) {
        DatasetManifest manifest = DatasetManifest.read(folder);
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%s: %d classes, images of %d x %d x %d%n",
                                folder,
                                manifest.classes().size(),
                                manifest.height(),
                                manifest.width(),
                                manifest.channels()));
        manifest.parts().forEach((part, content) -> text.append(line(part, content)));
        return text.append(manifest.description())
                .append(
                        String.format(
                                "%nTerms: %s%nCite: %s%n", manifest.licence(), manifest.citation()))
                .append("Manifest: sha256 ")
                .append(Sha256.ofFile(folder.resolve(PreparedDataset.MANIFEST)))
                .toString();
    }

    private static String line(String part, DatasetManifest.Part content) {
        List<Integer> counts = content.perClass();
        int fewest = Collections.min(counts);
        int most = Collections.max(counts);
        String each = fewest == most ? "" + most : "%d to %d".formatted(fewest, most);
        return String.format(
                Locale.ROOT, "  %-5s %,7d images, %s of each class%n", part, content.count(), each);
    }

    /** Returns how many images of each class each part has, as a table. */
    static String perClass(DatasetManifest manifest) {
        StringBuilder table = new StringBuilder();
        for (int label = 0; label < manifest.classes().size(); label++) {
            StringBuilder row = new StringBuilder();
            for (Map.Entry<String, DatasetManifest.Part> part : manifest.parts().entrySet()) {
                row.append(
                        String.format(
                                Locale.ROOT,
                                "  %s %d",
                                part.getKey(),
                                part.getValue().perClass().get(label)));
            }
            table.append(
                    String.format("%4d  %-40s%s%n", label, manifest.classes().get(label), row));
        }
        return table.toString();
    }
}
