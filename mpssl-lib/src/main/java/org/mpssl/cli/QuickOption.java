package org.mpssl.cli;

import org.mpssl.train.QuickMode;
import picocli.CommandLine.Option;

/** The option {@code --quick}, the same for every command that trains with a spec. */
final class QuickOption {

    @Option(
            names = "--quick",
            description = "60 steps, 2,000 test images (also with WORKBENCH_QUICK=1).")
    private boolean asked;

    boolean isOn() {
        return asked || QuickMode.isOn();
    }
}
