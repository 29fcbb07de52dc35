package org.mpssl.dataprep.prepare;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.mpssl.UserError;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.layout.Layout;
import org.mpssl.dataprep.layout.Layouts;

/**
 * What is to be prepared, and how.
 *
 * @param dataset what is published about it
 * @param from archives, files and folders that hold it
 * @param target the folder to be made
 * @param size side of a prepared image in pixels
 * @param options what may be chosen of its lists
 * @param verified whether checksums and counts have to be the published ones
 * @param withoutDamaged whether images that cannot be decoded are left out, instead of ending it
 */
public record Request(
        Published dataset,
        List<Path> from,
        Path target,
        int size,
        Layout.Options options,
        boolean verified,
        boolean withoutDamaged) {

    private static final int LARGEST = 1024;

    /** Checks the size and copies the list. */
    public Request {
        from = List.copyOf(from);
        if (size < 8 || size > LARGEST) {
            throw new UserError(
                    "Prepared images have a side of 8 to %d pixels, not %d."
                            .formatted(LARGEST, size));
        }
    }

    /** Returns the rules that decide every byte of the result, beside the raw files. */
    String rules() {
        String chosen =
                Layouts.named(dataset.name()).choices().stream()
                        .map(choice -> "; " + choice.words(options))
                        .collect(Collectors.joining());
        return "org.mpssl.dataprep, rules 1: shorter side to %d pixels and centre square%s"
                .formatted(size, chosen);
    }
}
