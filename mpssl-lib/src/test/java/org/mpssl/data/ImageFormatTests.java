package org.mpssl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class ImageFormatTests {

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);
    private final Step step = workspace.step();

    @AfterEach
    void close() {
        step.close();
        workspace.close();
    }

    @Test
    void imagesThatFitAreReturnedAsTheyAre() {
        NDArray images = step.manager().ones(new Shape(2, 1, 8, 8));

        assertThat(new ImageFormat(0, 8, 1).fit(images)).isSameAs(images);
    }

    @Test
    void greyImagesAreRepeatedAndResized() {
        NDArray images = step.manager().ones(new Shape(2, 1, 8, 8));

        NDArray fitted = new ImageFormat(0, 12, 3).fit(images);

        assertThat(fitted.getShape()).isEqualTo(new Shape(2, 3, 12, 12));
        assertThat(fitted.min().getFloat()).isEqualTo(fitted.max().getFloat()).isEqualTo(1);
    }

    @Test
    void colourImagesDoNotBecomeGrey() {
        NDArray images = step.manager().ones(new Shape(2, 3, 8, 8));

        assertThatThrownBy(() -> new ImageFormat(0, 8, 1).fit(images))
                .hasMessageContaining("images of 3 channels cannot be seen as 1");
    }
}
