package org.mpssl.dataprep.notebook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mpssl.data.DatasetManifest;
import org.mpssl.data.PreparedDataset;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.rehearsal.Fabricated;
import org.mpssl.files.ClonePath;
import org.mpssl.study.Plan;
import org.mpssl.train.RunSpec;
import org.mpssl.train.WeightChecklist;

/**
 * What runs with a preset need: the prepared dataset, and weights.
 *
 * @param dataset what is published of the dataset
 * @param prepared the folder of the prepared dataset, a path in the clone
 * @param preset the preset
 */
record Needs(Published dataset, String prepared, String preset) {

    /** Returns everything, each with what gets it, as on a machine that has none of it. */
    List<String> all() {
        return Stream.concat(
                        Stream.of(preparing()), weights().map(item -> "weights: " + item.command()))
                .distinct()
                .toList();
    }

    /** Returns what is not here, each with what gets it. */
    List<String> missing() {
        return Stream.concat(missingDataset().stream(), missingWeights().stream()).toList();
    }

    /** Returns what stands between this machine and the dataset's images. */
    Optional<String> missingDataset() {
        Path folder = ClonePath.of(prepared);
        if (!Files.exists(folder.resolve(PreparedDataset.MANIFEST))) {
            return Optional.of(preparing());
        }
        if (DatasetManifest.read(folder).description().contains(Fabricated.MARK)) {
            return Optional.of(
                    "%s holds fabricated images: remove it, and prepare the real ones"
                            .formatted(prepared));
        }
        return Optional.empty();
    }

    private String preparing() {
        String name = String.valueOf(Path.of(prepared).getFileName());
        return "%s: ./workbench data prepare %s %s%s"
                .formatted(
                        prepared,
                        dataset.name(),
                        how(),
                        name.equals(dataset.name()) ? "" : " --as " + name);
    }

    private String how() {
        boolean downloadable =
                !dataset.files().isEmpty()
                        && dataset.files().stream().noneMatch(file -> file.urls().isEmpty());
        return (downloadable ? "--download" : "--from DIR")
                + (dataset.restricted() ? " --accept-license" : "");
    }

    private List<String> missingWeights() {
        return weights()
                .filter(item -> item.state() != WeightChecklist.State.THERE)
                .map(
                        item ->
                                item.state() == WeightChecklist.State.OTHER
                                        ? item.toString()
                                        : "weights: " + item.command())
                .distinct()
                .toList();
    }

    /** P-SSL and MP-SSL together use every file that the preset names. */
    private Stream<WeightChecklist.Item> weights() {
        return Stream.of("p-ssl", "mp-ssl")
                .map(method -> RunSpec.preset(preset, Plan.SHIPPED, method, 0))
                .flatMap(spec -> WeightChecklist.of(spec).items().stream());
    }
}
