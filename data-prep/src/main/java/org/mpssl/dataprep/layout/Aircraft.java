package org.mpssl.dataprep.layout;

import java.util.Comparator;
import java.util.List;
import org.mpssl.UserError;
import org.mpssl.dataprep.layout.ListedImages.Named;
import org.mpssl.dataprep.raw.RawTree;

/** FGVC-Aircraft by variant: texts with an image's number and its label on a line. */
final class Aircraft implements Layout {

    /** The copyright line below every photograph, in pixels. */
    private static final int BANNER = 20;

    @Override
    public Listing list(RawTree raw, Options options) {
        List<String> variants = raw.lines("data/variants.txt").stream().map(String::strip).toList();
        ListedImages images = new ListedImages(raw, variants, options.banner() ? 0 : BANNER);
        for (String part : List.of(RawImage.TRAIN, RawImage.VAL, RawImage.TEST)) {
            String list = "data/images_variant_%s.txt".formatted(part);
            images.add(part, list, named(raw, list, variants));
        }
        return images.listing(options, List.of());
    }

    @Override
    public List<Choice> choices() {
        return List.of(Choice.BANNER, Choice.LIMIT);
    }

    private static List<Named> named(RawTree raw, String list, List<String> variants) {
        return Row.read(raw, list, 2).stream()
                .map(row -> new Named(image(row), label(row, variants)))
                .sorted(Comparator.comparing(Named::end))
                .toList();
    }

    private static String image(Row row) {
        return "data/images/%s.jpg".formatted(row.word(0));
    }

    private static int label(Row row, List<String> variants) {
        int label = variants.indexOf(row.word(1));
        if (label < 0) {
            throw new UserError(
                    "%s gives %s the variant '%s', which variants.txt does not have. Fetch both again."
                            .formatted(row.list(), row.word(0), row.word(1)));
        }
        return label;
    }
}
