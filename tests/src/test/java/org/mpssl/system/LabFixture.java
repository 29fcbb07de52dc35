package org.mpssl.system;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A JupyterLab and a browser of its own for each test. */
@Tag("system")
abstract class LabFixture {

    /** JupyterLab saves what it runs, so the committed notebooks stay away from it. */
    protected Path copies;

    protected LabServer lab;
    protected LabPage page;

    @TempDir private Path folder;

    @BeforeEach
    void open() throws Exception {
        LabPage.requireChromium();
        copies = Files.createDirectories(Path.of("target/notebooks").toAbsolutePath());
        lab = new LabServer(folder);
        page = new LabPage(LabPage.chromium().orElseThrow());
    }

    @AfterEach
    void close() throws Exception {
        // Without a browser there is neither.
        try (LabServer server = lab) {
            if (page != null) {
                page.close();
            }
        }
    }
}
