package org.mpssl.dataprep.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCountTests {

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "999, 999 bytes",
        "1000, 1.0 kB",
        "5148, 5.1 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "4996278331, 5.0 GB",
        "9223372036854775807, 9.2 EB"
    })
    void bytesAreCountedInPowersOfAThousand(long bytes, String words) {
        assertThat(ByteCount.words(bytes)).isEqualTo(words);
    }
}
