package org.mpssl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** What committed results depend on: the draws of the embedded study's views, and their order. */
class AugmentationTests {

    private static final Shape SHAPE = new Shape(16, 1, 32, 32);

    private static final float[] MEANS = {
        0.28281704f, 0.42302817f, 0.60465616f, 0.47610015f, 0.45732492f, 0.45423877f, 0.4687473f,
        0.05149610f, 0.20642413f, 0.24509715f, 0.13364957f, 0.42536014f, 0.44819975f, 0.6454062f,
        0.45097750f, 0.68068730f
    };

    private final RandomStreams streams = new RandomStreams(5);
    private final Augmentation augmentation =
            new Augmentation(new FlipAndShift(3), new Intensity(2, 0.9));
    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);
    private final Step step = workspace.step();

    @AfterEach
    void close() {
        step.close();
        workspace.close();
    }

    private NDArray images() {
        RandomStream random = streams.at("images", 0);
        double[] values = new double[(int) SHAPE.size()];
        Arrays.setAll(values, i -> random.nextDouble());
        return step.array(values, SHAPE);
    }

    @Test
    void theDrawsOfTheEmbeddedStudyAreWhatTheyAlwaysWere() {
        RandomStream random = streams.at("view", 7);
        Draws weak = augmentation.drawWeak(random, new Shape(3, 1, 32, 32));
        Draws strong = augmentation.drawStrong(random, new Shape(3, 1, 32, 32));

        assertThat(weak.all().keySet()).containsExactly("flip", "right", "down");
        assertThat(strong.all().keySet())
                .containsExactly("flip", "right", "down", "kind", "factor");
        assertThat(weak.integers("flip")).containsExactly(0, 0, 0);
        assertThat(weak.integers("right")).containsExactly(2, -1, 1);
        assertThat(weak.integers("down")).containsExactly(0, 1, -1);
        assertThat(strong.integers("flip")).containsExactly(0, 0, 1);
        assertThat(strong.integers("right")).containsExactly(-3, -2, 1);
        assertThat(strong.integers("down")).containsExactly(1, -1, -2);
        assertThat(strong.integers("kind")).containsExactly(1, 0, 3, 1, 3, 2);
        assertThat(strong.floats("factor"))
                .containsExactly(
                        0.3220992f, 0.3788529f, 1.5382029f, 0.73364526f, 1.1074376f, 0.4944039f);
    }

    /** Moving pixels is exact, so the bits are the same on every machine. */
    @Test
    void aWeakViewOfTheEmbeddedStudyIsBitForBitWhatItAlwaysWas() throws NoSuchAlgorithmException {
        NDArray view = augmentation.weakView(step, images(), streams.at("view", 7));

        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(view.toByteBuffer());
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("ed0f44e4840c2770f1590489556336675fc29084af8acfa84edc42b0ee4cb12b");
    }

    /** Last bits of the smoothing are the processor's, so the view is compared up to rounding. */
    @Test
    void aStrongViewReadsTheStreamWhereTheWeakOneLeftIt() {
        RandomStream random = streams.at("view", 7);
        NDArray images = images();
        augmentation.weakView(step, images, random);
        NDArray view = augmentation.strongView(step, images, random);

        assertThat(random.nextLong()).isEqualTo(7083400969583408793L);
        assertThat(view.reshape(16, -1).mean(new int[] {1}).toFloatArray())
                .containsExactly(MEANS, within(1e-5f));
    }

    @Test
    void drawingFirstAndApplyingLaterIsTheSameView() {
        NDArray images = images();
        Draws weak = augmentation.drawWeak(streams.at("view", 1), SHAPE);
        Draws strong = augmentation.drawStrong(streams.at("view", 2), SHAPE);

        assertThat(augmentation.weakView(step, images, weak).toFloatArray())
                .isEqualTo(
                        augmentation.weakView(step, images, streams.at("view", 1)).toFloatArray());
        assertThat(augmentation.strongView(step, images, strong).toFloatArray())
                .isEqualTo(
                        augmentation
                                .strongView(step, images, streams.at("view", 2))
                                .toFloatArray());
    }

    @Test
    void aStrongViewIsThePolicyOnTopOfAWeakOne() {
        NDArray images = images();
        Draws draws = augmentation.drawStrong(streams.at("view", 1), SHAPE);
        NDArray weak = augmentation.weak().apply(step, images, draws);

        assertThat(augmentation.strongView(step, images, draws).toFloatArray())
                .isEqualTo(augmentation.strong().apply(step, weak, draws).toFloatArray());
    }

    @Test
    void drawsOfOneNameAreRefusedInsteadOfMixedUp() {
        Augmentation twice = new Augmentation(new FlipAndShift(1), new FlipAndShift(2));

        assertThatThrownBy(() -> twice.drawStrong(streams.at("view", 0), SHAPE))
                .hasMessageContaining("two draws are called flip");
        assertThatThrownBy(() -> Draws.none().get("flip")).hasMessageContaining("no draws called");
        assertThatThrownBy(() -> Draws.none().with("a", new int[2], new Shape(3)))
                .hasMessageContaining("2 drawn numbers do not fill (3)");
    }
}
