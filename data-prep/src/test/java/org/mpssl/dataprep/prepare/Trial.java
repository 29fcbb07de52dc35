package org.mpssl.dataprep.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mpssl.UserError;
import org.mpssl.data.DatasetManifest;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.dataprep.layout.Layout.Options;
import org.mpssl.dataprep.rehearsal.Amount;
import org.mpssl.dataprep.rehearsal.Fabricated;
import org.mpssl.foundation.Progress;

/** A small fabricated dataset, which is prepared as a test wants it; what is said is kept. */
final class Trial implements Steps {

    private static final int SIDE = 16;

    private final Path folder;
    private final Path raw;
    private final List<String> said = new ArrayList<>();
    private Published dataset;
    private Options options = Options.USUAL;
    private boolean verified = true;
    private boolean withoutDamaged;
    private String place = "prepared";
    private Runnable whenDecoding = () -> {};
    private FreeSpace space = FreeSpace::ofDisk;

    /** Fabricates a dataset with so many images of each class in each part. */
    Trial(Path folder, String name, int perClass) {
        this.folder = folder;
        this.raw = folder.resolve("raw");
        this.dataset = Fabricated.named(name).write(raw, new Amount(perClass, SIDE, 1));
    }

    Path raw() {
        return raw;
    }

    Path target() {
        return folder.resolve(place);
    }

    Published dataset() {
        return dataset;
    }

    /** Lets other numbers be published. */
    Trial published(int classes, SortedMap<String, Integer> counts) {
        return published(classes, counts, dataset.files());
    }

    /** Lets no checksum be published. */
    Trial withoutChecksums() {
        List<SourceFile> files =
                dataset.files().stream()
                        .map(f -> new SourceFile(f.name(), 0, null, f.urls(), f.holds()))
                        .toList();
        return published(dataset.classes(), dataset.counts(), files);
    }

    private Trial published(
            int classes, SortedMap<String, Integer> counts, List<SourceFile> files) {
        dataset =
                new Published(
                        dataset.name(),
                        dataset.title(),
                        classes,
                        counts,
                        files,
                        dataset.licence(),
                        dataset.restricted(),
                        dataset.citation(),
                        dataset.obtain());
        return this;
    }

    /** Returns the published counts with another one of a part. */
    SortedMap<String, Integer> counts(String part, int count) {
        SortedMap<String, Integer> counts = new TreeMap<>(dataset.counts());
        counts.put(part, count);
        return counts;
    }

    /** Prepares into another folder from now on. */
    Trial into(String other) {
        place = other;
        return this;
    }

    Trial options(Options chosen) {
        options = chosen;
        return this;
    }

    Trial unverified() {
        verified = false;
        return this;
    }

    Trial withoutDamaged() {
        withoutDamaged = true;
        return this;
    }

    /** Lets something happen between the look at the files and the reading of the images. */
    Trial whenDecoding(Runnable action) {
        whenDecoding = action;
        return this;
    }

    Trial space(FreeSpace other) {
        space = other;
        return this;
    }

    Request request() {
        return new Request(
                dataset, List.of(raw), target(), SIDE, options, verified, withoutDamaged);
    }

    /** Prepares. */
    DatasetManifest run() {
        said.clear();
        new Preparation(request(), this, space).run();
        return DatasetManifest.read(target());
    }

    /** Prepares, which has to be refused, with all of some words. */
    void refused(String... words) {
        assertThat(catchThrowable(this::run))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(words);
    }

    List<String> said() {
        return said;
    }

    @Override
    public void say(String sentence) {
        said.add(sentence);
    }

    @Override
    public Progress begin(String what) {
        if (what.equals("Decoding")) {
            whenDecoding.run();
        }
        return (done, total, detail) -> {};
    }
}
