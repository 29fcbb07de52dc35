package org.mpssl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;

class TruncationTableTests {

    /** BigGAN-deep's tables have 51 rows, 0 to 1; the original's 50, 0.02 to 1. */
    @ParameterizedTest
    @CsvSource({"51, true, 0.02, 1", "51, true, 1, 50", "50, false, 0.02, 0", "50, false, 1, 49"})
    void theRowIsThatOfTheTruncation(int rows, boolean fromZero, double truncation, int row) {
        assertThat(new TruncationTable(rows, fromZero).row(truncation)).isEqualTo(row);
    }

    /** 0.58 / 0.02 is 28.999999999999996. */
    @Test
    void aQuotientThatIsNotWholeByRoundingAloneIsARow() {
        assertThat((int) (0.58 / 0.02)).isEqualTo(28);
        assertThat(new TruncationTable(51, true).row(0.58)).isEqualTo(29);
        assertThat(new TruncationTable(50, false).row(0.58)).isEqualTo(28);
    }

    @Property
    void everyMultipleOfAStepHasARow(
            @ForAll @IntRange(min = 1, max = 200) int steps, @ForAll @IntRange(max = 1000) int i) {
        int k = 1 + i % steps;
        double truncation = k * (1.0 / steps);
        assertThat(new TruncationTable(steps + 1, true).row(truncation)).isEqualTo(k);
        if (steps > 1) {
            assertThat(new TruncationTable(steps, false).row(truncation)).isEqualTo(k - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.57, 0.999, 0, -0.02, 1.02, Double.NaN, Double.POSITIVE_INFINITY})
    void aTruncationWithoutARowIsRefused(double truncation) {
        assertThatThrownBy(() -> new TruncationTable(51, true).row(truncation))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the generator has no statistics for truncation %s; it has them for the"
                                + " multiples of 0.02 up to 1",
                        truncation);
    }

    @Test
    void oneSetOfStatisticsIsForLatentsThatAreNotTruncated() {
        assertThat(new TruncationTable(0, false).row(1)).isEqualTo(0);
        assertThatThrownBy(() -> new TruncationTable(1, true).row(0.5))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("statistics for truncation 1 alone; asked for is 0.5");
    }
}
