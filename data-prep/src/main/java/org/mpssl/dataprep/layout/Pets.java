package org.mpssl.dataprep.layout;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mpssl.UserError;
import org.mpssl.dataprep.layout.ListedImages.Named;
import org.mpssl.dataprep.raw.RawTree;

/** Oxford-IIIT Pets: texts of names with class, species and breed; a name begins with the breed. */
final class Pets implements Layout {

    private static final String ALL = "annotations/list.txt";
    private static final String TRAIN_LIST = "annotations/trainval.txt";
    private static final String TEST_LIST = "annotations/test.txt";

    @Override
    public Listing list(RawTree raw, Options options) {
        List<Row> all = Row.read(raw, ALL, 4);
        List<Row> train = Row.read(raw, TRAIN_LIST, 4);
        List<Row> test = Row.read(raw, TEST_LIST, 4);
        Set<String> listed = names(all);
        Set<String> divided = names(train);
        divided.addAll(names(test));
        if (!listed.equals(divided)) {
            throw new UserError(
                    "%s has %d images, %s and %s have %d, and they are not the same. Fetch them again."
                            .formatted(ALL, listed.size(), TRAIN_LIST, TEST_LIST, divided.size()));
        }
        return new ListedImages(raw, breeds(all))
                .add(RawImage.TRAIN, TRAIN_LIST, named(train))
                .add(RawImage.TEST, TEST_LIST, named(test))
                .listing(options, List.of());
    }

    private static Set<String> names(List<Row> rows) {
        Set<String> names = new HashSet<>();
        rows.forEach(row -> names.add(row.word(0)));
        return names;
    }

    /** Returns the name that each class's images begin with. */
    private static List<String> breeds(List<Row> rows) {
        SortedMap<Integer, String> breeds = new TreeMap<>();
        for (Row row : rows) {
            String breed = row.word(0).substring(0, Math.max(0, row.word(0).lastIndexOf('_')));
            breeds.putIfAbsent(row.number(1), breed);
            String first = breeds.get(row.number(1));
            if (breed.isEmpty() || !breed.equalsIgnoreCase(first)) {
                throw new UserError(
                        "%s gives %s the class %d, whose first image is one of '%s'. Fetch it again."
                                .formatted(ALL, row.word(0), row.number(1), first));
            }
        }
        if (breeds.isEmpty() || breeds.firstKey() != 1 || breeds.lastKey() != breeds.size()) {
            throw new UserError(
                    "%s does not number its %d classes from 1 on. Fetch it again."
                            .formatted(ALL, breeds.size()));
        }
        return List.copyOf(breeds.values());
    }

    private static List<Named> named(List<Row> rows) {
        return rows.stream()
                .map(row -> new Named("images/%s.jpg".formatted(row.word(0)), row.number(1) - 1))
                .sorted(Comparator.comparing(Named::end, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }
}
