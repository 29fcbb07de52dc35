package org.mpssl.dataprep.notebook;

import java.nio.file.Path;
import java.util.List;
import org.mpssl.dataprep.FashionPreparation;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.layout.Layout;
import org.mpssl.dataprep.prepare.Preparation;
import org.mpssl.dataprep.prepare.Request;
import org.mpssl.dataprep.prepare.Steps;
import org.mpssl.dataprep.rehearsal.Amount;
import org.mpssl.dataprep.rehearsal.Fabricated;
import org.mpssl.foundation.Progress;
import org.mpssl.train.RunSpec;

/**
 * Tiny runs, on a dataset of drawn images in the raw format of a published one, prepared as that
 * would be, or on the dataset itself.
 *
 * @param name of the published one
 */
record Rehearsal(String name) {

    private static final int IMAGES = 800;
    private static final int LEAST = 8;
    private static final int RAW_SIDE = 48;
    private static final int SIDE = 32;
    private static final int TESTED = 2000;

    static final Steps SILENT =
            new Steps() {
                @Override
                public void say(String sentence) {
                    // A notebook says what matters itself.
                }

                @Override
                public Progress begin(String what) {
                    return (done, total, detail) -> {};
                }
            };

    /**
     * Draws raw files and prepares them.
     *
     * @param folder where; must not exist
     * @return the prepared dataset
     */
    Path prepare(Path folder) {
        Path prepared = folder.resolve("prepared");
        int images = Math.max(LEAST, IMAGES / Fabricated.named(name).classes());
        Path raw = folder.resolve("raw");
        Published made = Fabricated.named(name).write(raw, new Amount(images, RAW_SIDE, 0));
        if (isFashion()) {
            new FashionPreparation(made, true).run(List.of(raw), prepared, SILENT);
            return prepared;
        }
        Request request =
                new Request(made, List.of(raw), prepared, SIDE, Layout.Options.USUAL, true, false);
        new Preparation(request, SILENT).run();
        return prepared;
    }

    private boolean isFashion() {
        return name.equals("fashion-mnist");
    }

    /**
     * The settings of the real thing where they cost nothing, and tiny ones where they do.
     *
     * @param method the method
     * @param prepared the dataset
     */
    RunSpec spec(String method, String prepared) {
        RunSpec tiny =
                RunSpec.mini(method, 0)
                        .with("dataset", prepared)
                        .with("split", "fractions")
                        .with("validationFraction", 0.25)
                        .with("testImages", TESTED)
                        .with("width", 8)
                        .with("steps", 60)
                        .with("syntheticPool", 256);
        return isFashion()
                ? tiny
                : tiny.with("channels", 3)
                        .with("standardise", "imagenet")
                        .with("batchNorm", "apart")
                        .with("policy", "kornia");
    }
}
