package org.mpssl.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

class StrictJsonTests {

    @Test
    void whatIsWrongIsToldWithoutTheParsersOwnSettings() {
        JsonProcessingException cut =
                catchThrowableOfType(
                        JsonProcessingException.class,
                        () -> StrictJson.mapper().build().readTree("{\n  \"seed\": [1, 2"));

        assertThat(StrictJson.told(cut))
                .startsWith("Unexpected end-of-input")
                .contains("(start marker at [line: 2, column: 11])")
                .endsWith(", line 2")
                .doesNotContain("REDACTED", "StreamReadFeature");
    }
}
