package org.mpssl.dataprep.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.dataprep.layout.Layout.Options;

/** Numbers of images and classes against the published ones, in a whole preparation. */
class CountCheckTests {

    @TempDir private Path folder;

    @Test
    void otherNumbersOfImagesAreRefused() {
        Trial trial = new Trial(folder, "chaoyang", 1);

        trial.published(4, trial.counts("test", 5))
                .refused(
                        "other numbers of images than were published: test 4, train 4 instead of test 5, train 4.",
                        "--no-verify");
        assertThat(trial.target()).doesNotExist();
    }

    @Test
    void otherNumberOfClassesIsRefusedThoughTheTotalsAreRight() {
        Trial trial = new Trial(folder, "dtd", 1);

        trial.published(46, trial.dataset().counts())
                .refused("The lists name 47 classes, and 46 were published.", "--no-verify");
        assertThat(trial.target()).doesNotExist();
    }

    @Test
    void whoeverTakesOtherNumbersHasItRecorded() {
        Trial trial = new Trial(folder, "chaoyang", 1).unverified();

        assertThat(trial.published(5, trial.counts("train", 3)).run().description())
                .contains(
                        "NOT VERIFIED: The lists name other numbers of images than were published: test 4, train 4 instead of test 4, train 3.")
                .contains("NOT VERIFIED: The lists name 4 classes, and 5 were published.");
    }

    @Test
    void aLimitLeavesTheOtherPartsToBeCompared() {
        Trial trial = new Trial(folder, "dtd", 2).options(new Options(1, false, 1));

        trial.published(47, trial.counts("val", 95))
                .refused(
                        "other numbers of images than were published: test 94, val 94 instead of test 94, val 95.");
        trial.published(47, trial.counts("val", 94));

        assertThat(trial.run().parts().get("train").perClass()).containsOnly(1).hasSize(47);
        assertThat(trial.run().parts().get("val").count()).isEqualTo(94);
    }

    @Test
    void publishedNumbersNeedNoRemark() {
        Trial trial = new Trial(folder, "chaoyang", 2);

        assertThat(trial.run().description()).doesNotContain("NOT VERIFIED");
        assertThat(trial.said()).contains("Images: test 8, train 8.");
    }
}
