package org.mpssl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.mpssl.tensor.Devices;

class DoctorCommandTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int doctor(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "doctor";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return Workbench.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void withoutAGpuTheCheckFailsAndSaysWhatIsMissing() {
        assumeThat(Devices.missingForGpu()).as("this machine has a GPU").isPresent();

        assertThat(doctor("--gpu")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "workbench: a GPU was asked for and none is usable: "
                                + Devices.missingForGpu().orElseThrow());
        assertThat(out.toString()).doesNotContain("Verdict");
    }

    @Test
    void whoDoesNotAskForAGpuNeedsNone() {
        assertThat(doctor()).isZero();
        assertThat(err.toString()).isEmpty();
    }
}
