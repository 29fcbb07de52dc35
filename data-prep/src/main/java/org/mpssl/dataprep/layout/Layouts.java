package org.mpssl.dataprep.layout;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mpssl.UserError;

/** The layouts of all datasets, by the names of the catalogue. */
public final class Layouts {

    private static final SortedMap<String, Layout> BY_NAME =
            Collections.unmodifiableSortedMap(
                    new TreeMap<>(
                            Map.ofEntries(
                                    Map.entry("cars", new Cars()),
                                    Map.entry("aircraft", new Aircraft()),
                                    Map.entry("birds", new Birds2011()),
                                    Map.entry("birds-2010", new Birds2010()),
                                    Map.entry("dtd", new Dtd()),
                                    Map.entry("flowers", new Flowers()),
                                    Map.entry("pets", new Pets()),
                                    Map.entry("food101", new Food101()),
                                    Map.entry("chaoyang", new Chaoyang()),
                                    Map.entry("imagenet", new FolderOfClasses(1)),
                                    Map.entry("folder", new FolderOfClasses(2)))));

    private Layouts() {}

    /**
     * Returns a layout.
     *
     * @param name of the dataset, for example {@code cars}
     * @return how its lists are read
     * @throws UserError if there is none of that name
     */
    public static Layout named(String name) {
        Layout layout = BY_NAME.get(name);
        if (layout == null) {
            throw new UserError(
                    "No layout is known for a dataset '%s'. Known are %s."
                            .formatted(name, String.join(", ", BY_NAME.keySet())));
        }
        return layout;
    }

    /**
     * Returns the names of the datasets whose layout is known.
     *
     * @return the names, sorted
     */
    public static SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(BY_NAME.keySet()));
    }
}
