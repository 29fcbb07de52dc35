package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeLeftTests {

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "58.2, 59 s",
        "90, 90 s",
        "90.1, 2 min",
        "3600, 60 min",
        "5400, 90 min",
        "5401, 1 h 31 min",
        "7261, 2 h 2 min"
    })
    void aTimeIsRoundedUpAndSaysItsUnit(double seconds, String words) {
        assertThat(TimeLeft.words(seconds)).isEqualTo(words);
    }
}
