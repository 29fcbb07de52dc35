package org.mpssl.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A column of a study: a data set, a share of labels or a classifier.
 *
 * @param name its heading
 * @param printed whether the paper has numbers in it
 * @param made whether this project has runs in it
 * @param remark what stands in for the paper's data, or why nothing can
 * @param fields what its runs have in common, by the names of a spec's fields
 */
public record Column(
        String name, boolean printed, boolean made, String remark, Map<String, Object> fields) {

    /** Copies the map, in its order. */
    public Column {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * Returns a column of the paper's for which something else stands in here.
     *
     * @param name its heading
     * @param remark what stands in
     * @param fields of its runs
     * @return the column
     */
    public static Column standIn(String name, String remark, Map<String, Object> fields) {
        return new Column(name, true, true, remark, fields);
    }

    /**
     * Returns a column of the paper's that cannot be here.
     *
     * @param name its heading
     * @param why what is missing
     * @return the column
     */
    public static Column absent(String name, String why) {
        return new Column(name, true, false, why, Map.of());
    }

    /**
     * Returns a column that the paper does not have.
     *
     * @param name its heading
     * @param remark what it is
     * @param fields of its runs
     * @return the column
     */
    public static Column own(String name, String remark, Map<String, Object> fields) {
        return new Column(name, false, true, remark, fields);
    }
}
