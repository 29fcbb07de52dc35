package org.mpssl.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of a study: a method or a variant of it.
 *
 * @param name its heading, as in the paper
 * @param setting what its runs do, or nothing if it only repeats what the paper prints
 * @param printed the paper's numbers in per cent, one per column that has them there and NaN where
 *     it has none; empty for a row that the paper does not have
 * @param missing why there are no runs in a column, by the column's name
 */
public record Row(
        String name, Optional<Setting> setting, List<Double> printed, Map<String, String> missing) {

    /** Copies the list and the map. */
    public Row {
        printed = List.copyOf(printed);
        missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
    }

    /** Returns whether its runs do exactly this and nothing else. */
    boolean is(Setting other) {
        return setting.filter(other::equals).isPresent();
    }

    Row without(String column, String why) {
        Map<String, String> more = new LinkedHashMap<>(missing);
        more.put(column, why);
        return new Row(name, setting, printed, more);
    }
}
