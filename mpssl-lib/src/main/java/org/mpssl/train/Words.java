package org.mpssl.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The constants of enums as words of a spec: {@code HARD_GUMBEL} is {@code hard-gumbel}. */
final class Words {

    private Words() {}

    static <E extends Enum<E>> List<String> all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Words::word).toList();
    }

    static <E extends Enum<E>> E value(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word + " is not a " + type));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
