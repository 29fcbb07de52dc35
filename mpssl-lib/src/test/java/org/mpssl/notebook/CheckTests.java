package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckTests {

    private final String before = System.getProperty("workbench.quick");

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty("workbench.quick");
        } else {
            System.setProperty("workbench.quick", before);
        }
    }

    private static String printed(Runnable work) {
        PrintStream old = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setOut(old);
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void aClaimThatHoldsIsTicked() {
        assertThat(printed(() -> Check.always("0.74 > 0.70", true)))
                .isEqualTo("\u2713 0.74 > 0.70");
    }

    @Test
    void aClaimThatDoesNotHoldFails() {
        assertThatThrownBy(() -> Check.always("0.69 > 0.70", false))
                .isInstanceOf(AssertionError.class)
                .hasMessage("does not hold: 0.69 > 0.70");
    }

    @Test
    void quickModeAsksNothing() {
        System.setProperty("workbench.quick", "1");
        String text =
                printed(
                        () ->
                                Check.full(
                                        "claim",
                                        () -> {
                                            throw new IllegalStateException("asked");
                                        }));
        assertThat(text).isEqualTo("\u2013 not checked in quick mode: claim");
    }

    @Test
    void fullModeChecks() {
        System.setProperty("workbench.quick", "0");
        assertThat(printed(() -> Check.full("claim", () -> true))).isEqualTo("\u2713 claim");
        assertThatThrownBy(() -> Check.full("claim", () -> false)).hasMessageContaining("claim");
    }

    @Test
    void withoutAKernelTheTextIsPrinted() {
        assertThat(Kernel.isAvailable()).isFalse();
        assertThat(printed(() -> Bundle.text("hello").show())).isEqualTo("hello");
    }
}
