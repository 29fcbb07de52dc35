package org.mpssl.dataprep.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.mpssl.UserError;
import org.mpssl.dataprep.layout.Layout.Options;
import org.mpssl.dataprep.rehearsal.Amount;
import org.mpssl.dataprep.rehearsal.Fabricated;

/** What the tests of single layouts share: a small fabricated dataset, and what is read of it. */
final class Small {

    private Small() {}

    /** Returns a dataset with one image of each class in each part, of 8 pixels. */
    static Trees fabricated(String name, Path folder) throws IOException {
        Fabricated.named(name).write(folder.resolve(name), new Amount(1, 8, 0));
        return Trees.read(folder.resolve(name));
    }

    static Listing list(String name, Trees trees) {
        return Layouts.named(name).list(trees.tree(), Options.USUAL);
    }

    static void refused(String name, Trees trees, String... messages) {
        assertThat(catchThrowable(() -> list(name, trees)))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(messages);
    }

    static List<String> paths(Listing listing, String part) {
        return listing.images().stream()
                .filter(image -> image.part().equals(part))
                .map(RawImage::path)
                .toList();
    }

    static int label(Listing listing, String path) {
        return listing.images().stream()
                .filter(image -> image.path().equals(path))
                .findFirst()
                .orElseThrow()
                .label();
    }
}
