package org.mpssl.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class ChunkedGeneratorTests {

    private static final int IMAGES = 5;
    private static final int CLASSES = 3;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            1 | 1,1,1,1,1
            2 | 2,2,1
            4 | 4,1
            5 | 5
            9 | 5
            """)
    void itDrawsTheSameImagesAFewAtATime(int atOnce, String sizes) {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
                Step step = workspace.step();
                GradientMode off = GradientMode.off()) {
            SmallBigGan network = new SmallBigGan(CLASSES, 2);
            RandomStreams streams = new RandomStreams(3);
            FrozenGenerator whole =
                    new FrozenGenerator(
                            network,
                            network.initialWeights(workspace, streams.at("weights", 0)),
                            network.initialStatistics(workspace),
                            workspace);
            Counting counting = new Counting(whole, new ArrayList<>());
            int latent = whole.latentSize();
            NDArray z =
                    step.array(
                            streams.at("z", 0).gaussians(IMAGES * latent),
                            new Shape(IMAGES, latent));
            NDArray y =
                    step.array(
                            streams.at("y", 0).gaussians(IMAGES * CLASSES),
                            new Shape(IMAGES, CLASSES));

            ChunkedGenerator chunked = new ChunkedGenerator(counting, atOnce);
            NDArray images = chunked.generate(z, y);

            NDArray expected = whole.generate(z, y);
            assertThat(images.getShape()).isEqualTo(expected.getShape());
            assertThat(images.sub(expected).abs().max().getDouble()).isLessThan(1e-12);
            assertThat(counting.sizes()).hasToString("[" + sizes.replace(",", ", ") + "]");
            assertThat(chunked.latentSize()).isEqualTo(latent);
            assertThat(chunked.classes()).isEqualTo(CLASSES);
        }
    }

    private record Counting(Generator generator, List<Long> sizes) implements Generator {

        @Override
        public int latentSize() {
            return generator.latentSize();
        }

        @Override
        public int classes() {
            return generator.classes();
        }

        @Override
        public NDArray generate(NDArray latents, NDArray labels) {
            sizes.add(latents.getShape().get(0));
            return generator.generate(latents, labels);
        }
    }
}
