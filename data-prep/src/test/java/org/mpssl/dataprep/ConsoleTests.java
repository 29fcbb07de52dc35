package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTests {

    private final ByteArrayOutputStream bars = new ByteArrayOutputStream();
    private final Console console =
            new Console(
                    new PrintWriter(new StringWriter()),
                    new PrintStream(bars, true, StandardCharsets.UTF_8));

    @ParameterizedTest
    @CsvSource({
        "502, 502, 1/1",
        "1048577, 1048577, 2/2",
        "0, 2097152, 0/2",
        "1, 0, 1/1",
        "0, 0, 0/1"
    })
    void aDownloadIsShownInBegunMebibytes(long bytes, long total, String shown) {
        console.download("setid.mat").progress(bytes, total, 1e6);

        assertThat(bars.toString(StandardCharsets.UTF_8)).contains("] " + shown + "  MiB, ");
    }
}
