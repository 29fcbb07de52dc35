package org.mpssl.dataprep.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mpssl.UserError;
import org.mpssl.dataprep.layout.Listing;
import org.mpssl.dataprep.layout.RawImage;

/**
 * Images that cannot be decoded, and what a dataset is without them.
 *
 * @param listing what the dataset's lists say
 * @param reasons what is wrong with an image, by its number
 */
record Damage(Listing listing, SortedMap<Integer, String> reasons) {

    private static final int NAMED = 20;

    /** Names the first ones, a line for each. */
    String list() {
        String list =
                reasons.entrySet().stream()
                        .limit(NAMED)
                        .map(entry -> FolderText.line(listing.images(), entry))
                        .collect(Collectors.joining("\n  ", "\n  ", "\n"));
        return reasons.size() > NAMED
                ? list + "  and %d more%n".formatted(reasons.size() - NAMED)
                : list;
    }

    /**
     * Fails if nothing is left of a part.
     *
     * @throws UserError which names the parts
     */
    void requireRest() {
        SortedMap<String, Integer> all = new TreeMap<>();
        listing.images().forEach(image -> all.merge(image.part(), 1, Integer::sum));
        left().forEach(image -> all.remove(image.part()));
        if (!all.isEmpty()) {
            throw new UserError(
                    "Without the damaged images nothing is left of %s:%sGet the files again."
                            .formatted(
                                    all.entrySet().stream()
                                            .map(part -> part.getKey() + ", " + part.getValue())
                                            .collect(Collectors.joining("; ")),
                                    list()));
        }
    }

    /** Returns what a user of the dataset should know. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        remarks.add("%d damaged images were left out.".formatted(reasons.size()));
        Set<Integer> kept = train(left()).boxed().collect(Collectors.toSet());
        String lost =
                train(listing.images())
                        .distinct()
                        .sorted()
                        .filter(label -> !kept.contains(label))
                        .mapToObj(listing.classes()::get)
                        .collect(Collectors.joining(", "));
        if (!lost.isEmpty()) {
            remarks.add("No training image is left of %s.".formatted(lost));
        }
        return remarks;
    }

    private List<RawImage> left() {
        return IntStream.range(0, listing.images().size())
                .filter(image -> !reasons.containsKey(image))
                .mapToObj(listing.images()::get)
                .toList();
    }

    /** Returns the labels of the training images among some. */
    private static IntStream train(List<RawImage> images) {
        return images.stream()
                .filter(image -> image.part().equals(RawImage.TRAIN))
                .mapToInt(RawImage::label);
    }
}
