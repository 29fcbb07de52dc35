package org.mpssl.dataprep.raw;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.mpssl.foundation.Progress;

/** A single file that is published on its own, such as a list beside an archive of images. */
public final class LooseFile implements RawSource {

    private final DiskFile file;
    private final Limits limits;

    LooseFile(Path place, Limits limits) {
        this.file = new DiskFile(place.getFileName().toString(), place);
        this.limits = limits;
    }

    @Override
    public String name() {
        return file.path();
    }

    @Override
    public Scan scan(Progress progress) {
        Lists lists = new Lists(name(), limits);
        RawFile listed = file.listed(lists);
        Scan scan =
                new Scan(name(), listed.size(), file.sha256(), List.of(listed), lists.remarks());
        progress.update(1, 1, "file, " + name());
        return scan;
    }

    @Override
    public void read(Predicate<String> wanted, Receiver receiver) {
        if (wanted.test(file.path())) {
            receiver.accept(file.path(), file.content(limits));
        }
    }
}
