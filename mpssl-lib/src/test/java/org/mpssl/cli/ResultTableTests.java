package org.mpssl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ResultTableTests {
    private static String table(String methods) throws IOException {
        return ResultTable.of(new JsonMapper().readTree("{\"methods\":" + methods + "}"));
    }

    @Test
    void showsMeanSpreadSeedsAndPairedDifference() throws IOException {
        // Differences 0.01 and 0.03: mean 2 points, standard deviation sqrt(2) points.
        assertThat(
                        table(
                                """
                                {"base":{"test":[0.5,0.6],"seconds":[10,11.4]},
                                 "base-all-labels":{"test":[0.51,0.63],"seconds":[20,22]}}
                                """))
                .isEqualTo(
                        """
                        method           test acc.    std  per seed     against base      seconds
                        base               55.00 %   7.07  50.00 60.00                         21
                        base-all-labels    57.00 %   8.49  51.00 63.00  +2.00 +- 1.41          42
                        """);
    }

    @Test
    void oneSeedHasNoSpread() throws IOException {
        assertThat(table("{\"base\":{\"test\":[0.5]},\"p-ssl\":{\"test\":[0.49]}}"))
                .isEqualTo(
                        """
                        method  test acc.    std  per seed  against base      seconds
                        base      50.00 %      -  50.00                             0
                        p-ssl     49.00 %      -  49.00     -1.00                   0
                        """);
    }

    @Test
    void seedsThatDifferFromBaseAreNotPaired() throws IOException {
        assertThat(table("{\"base\":{\"test\":[0.5,0.5]},\"p-ssl\":{\"test\":[0.4]}}"))
                .contains("p-ssl     40.00 %      -  40.00        -");
    }

    @Test
    void aMethodWithoutResultsHasADash() throws IOException {
        assertThat(table("{\"mp-ssl\":{\"test\":[]}}")).contains("mp-ssl          -      -");
    }
}
