package org.mpssl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mpssl.UserError;

class SetUpTests {

    @Test
    void coarseClassesJoinAllTenFineOnes() {
        SetUp setUp = SetUp.named("coarse-to-fine");
        ImageSet coarse = setUp.foundationImages(Samples.images(10, 10));

        assertThat(coarse.classes()).containsExactly("top", "trouser", "dress", "footwear", "bag");
        assertThat(coarse.labels()).containsExactly(0, 1, 0, 2, 0, 3, 0, 3, 4, 3);
    }

    @Test
    void targetLabelsCountFromZero() {
        ImageSet target = SetUp.named("coarse-to-fine").targetImages(Samples.images(20, 10));

        assertThat(target.labels()).containsExactly(0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6);
        assertThat(target.classes())
                .containsExactly(
                        "class 0", "class 2", "class 4", "class 5", "class 6", "class 7",
                        "class 9");
    }

    @Test
    void disjointTasksShareNoClass() {
        SetUp setUp = SetUp.named("disjoint");

        assertThat(setUp.foundation())
                .allSatisfy(
                        c ->
                                assertThat(c.fineLabels())
                                        .doesNotContainAnyElementsOf(setUp.target()));
        assertThat(setUp.foundationImages(Samples.images(10, 10)).labels())
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(setUp.targetImages(Samples.images(10, 10)).labels()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void unknownNameIsAnsweredWithTheAllowedOnes() {
        assertThatThrownBy(() -> SetUp.named("Disjoint"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "There is no set-up 'Disjoint'. Choose one of: coarse-to-fine, disjoint.");
    }

    @Test
    void imagesWithoutFineLabelsAreRefused() {
        assertThatThrownBy(() -> SetUp.DISJOINT.targetImages(Samples.images(4, 2)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("needs images with 10 fine classes");
    }
}
