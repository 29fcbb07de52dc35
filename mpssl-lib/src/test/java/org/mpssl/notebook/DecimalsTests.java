package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTests {

    @ParameterizedTest
    @CsvSource({
        "96 99.67 98.33 100,       96.0 99.7 98.3 100.0",
        "2.023 1.746 1.99,         2.023 1.746 1.990",
        "69.5 71.33 -0.25,         69.50 71.33 -0.25",
        "1.429 5.498 0.5498 1.585, 1.429 5.498 0.550 1.585",
        "0 0.5 0.8 0.95,           0 0.50 0.80 0.95",
        "+0.5 -1.25,               +0.50 -1.25",
        "0.07064 0.4121,           0.0706 0.4121",
        "0.000 123.456,            0.0 123.5",
        "70.25 100.1,              70.3 100.1",
        "40.17 none 36.9 –,        40.17 none 36.90 –"
    })
    void numbersOfAColumnGetAsManyDecimals(String cells, String expected) {
        assertThat(Decimals.even(List.of(cells.split(" ")))).containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "3 1 0.1 1 0.001 0.1",
        "20 600 0.03 0.001", // a setting below the other ones would vanish
        "1 2 300",
        "1.44e-05 22.74",
        "0.5 about 0.25",
        "'70.1 ± 2.5'",
        "1200 0.05"
    })
    void otherColumnsStayAsTheyAre(String cells) {
        List<String> column = List.of(cells.split(" "));

        assertThat(Decimals.even(column)).isEqualTo(column);
    }
}
