package org.mpssl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;

class TargetTaskTests {

    @TempDir private Path folder;
    private PreparedDataset data;

    @BeforeEach
    void prepare() {
        Samples.tenClasses().write(folder.resolve("ten"), false);
        data = PreparedDataset.open(folder.resolve("ten"));
    }

    @Test
    void taskHasTheTargetClassesAlone() {
        TargetTask task = TargetTask.of(data, SetUp.DISJOINT, 3, 4, 2, 0);

        assertThat(task.classes()).containsExactly("class 2", "class 4", "class 6", "class 7");
        assertThat(task.labelled().perClass()).containsExactly(4, 4, 4, 4);
        assertThat(task.validation().perClass()).containsExactly(2, 2, 2, 2);
        assertThat(task.unlabelled().perClass()).containsExactly(6, 6, 6, 6);
        assertThat(task.test().perClass()).containsExactly(5, 5, 5, 5);
        assertThat(task.test().classes()).isEqualTo(task.classes());
    }

    @Test
    void allLabelsAreThoseOfBothSets() {
        TargetTask task = TargetTask.of(data, SetUp.COARSE_TO_FINE, 3, 4, 2, 0);

        assertThat(task.allLabelled().perClass()).containsOnly(6);
        assertThat(task.allLabelled().pixels(0)).isEqualTo(task.labelled().pixels(0));
        assertThat(task.allLabelled().pixels(28)).isEqualTo(task.validation().pixels(0));
    }

    @Test
    void limitedTestSetIsEvenAndDoesNotDependOnTheSeed() {
        TargetTask task = TargetTask.of(data, SetUp.DISJOINT, 3, 4, 2, 10);

        assertThat(task.test().perClass()).containsExactly(3, 3, 2, 2);
        assertThat(TargetTask.of(data, SetUp.DISJOINT, 4, 4, 2, 10).test().pixels())
                .isEqualTo(task.test().pixels());
        assertThat(TargetTask.of(data, SetUp.DISJOINT, 3, 4, 2, 1000).test().size()).isEqualTo(20);
    }

    @Test
    void impossibleWishesAreRefused() {
        assertThatThrownBy(() -> TargetTask.of(data, SetUp.DISJOINT, 3, 12, 1, 0))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'class 2' has too few images");
        assertThatThrownBy(() -> TargetTask.of(data, SetUp.DISJOINT, 3, 4, 2, -1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("0 takes all");
    }
}
