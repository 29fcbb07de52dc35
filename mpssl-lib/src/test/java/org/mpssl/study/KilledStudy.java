package org.mpssl.study;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A process of its own that runs a study and is killed on the way: a long run and a short one. */
final class KilledStudy {

    static final Study STUDY =
            Study.of("killed", "To be killed")
                    .columns(Column.own("mine", "tiny", fields()))
                    .own("Base Model", Study.BASE.with("steps", 2))
                    .own("MP-SSL", Study.MP_SSL.with("steps", 300));

    static final Plan PLAN = Plan.of(1);

    private KilledStudy() {}

    /** Runs it in the folder of the first argument. */
    public static void main(String[] arguments) {
        new StudyRun(STUDY, PLAN, Path.of(arguments[0]), 2).execute(System.out::println);
    }

    private static Map<String, Object> fields() {
        return new TreeMap<>(ExampleStudies.TINY);
    }
}
