package org.mpssl.dataprep.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mpssl.UserError;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.layout.Listing;
import org.mpssl.dataprep.layout.RawImage;

/**
 * Compares the numbers of images and classes that the lists name with those that were published.
 */
final class CountCheck {

    private final Published dataset;
    private final boolean limited;
    private final SortedMap<String, Integer> found = new TreeMap<>();
    private final int classes;

    /**
     * Counts.
     *
     * @param limited whether a limit cut the training images short, so that they are not compared
     */
    CountCheck(Published dataset, Listing listing, boolean limited) {
        this.dataset = dataset;
        this.limited = limited;
        this.classes = listing.classes().size();
        listing.images().forEach(image -> found.merge(image.part(), 1, Integer::sum));
    }

    /** Returns how many images each part has, in words. */
    String words() {
        return words(found);
    }

    /**
     * Compares.
     *
     * @param strict whether a difference is an error, not a remark
     * @return what a user should know
     * @throws UserError if strictly there is a difference
     */
    List<String> compare(boolean strict) {
        List<String> differences = differences();
        if (strict && !differences.isEmpty()) {
            throw new UserError(
                    String.join(" ", differences)
                            + " Get the files again; --no-verify takes them as they are.");
        }
        return differences.stream().map(difference -> "NOT VERIFIED: " + difference).toList();
    }

    private List<String> differences() {
        List<String> differences = new ArrayList<>();
        SortedMap<String, Integer> published = compared(dataset.counts());
        if (!published.isEmpty() && !compared(found).equals(published)) {
            differences.add(
                    "The lists name other numbers of images than were published: %s instead of %s."
                            .formatted(words(compared(found)), words(published)));
        }
        if (dataset.classes() > 0 && classes != dataset.classes()) {
            differences.add(
                    "The lists name %d classes, and %d were published."
                            .formatted(classes, dataset.classes()));
        }
        return differences;
    }

    private SortedMap<String, Integer> compared(SortedMap<String, Integer> counts) {
        SortedMap<String, Integer> compared = new TreeMap<>(counts);
        if (limited) {
            compared.remove(RawImage.TRAIN);
        }
        return compared;
    }

    private static String words(SortedMap<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> "%s %,d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
