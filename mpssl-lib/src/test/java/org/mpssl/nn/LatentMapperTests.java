package org.mpssl.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class LatentMapperTests {

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final Step step = workspace.step();
    private final RandomStreams streams = new RandomStreams(2);
    private final NDArray z = step.array(streams.at("z", 0).gaussians(12), new Shape(3, 4));

    @AfterEach
    void close() {
        step.close();
        workspace.close();
    }

    private NDArray map(LatentMapper mapper, Parameters phi, int... labels) {
        return mapper.map(z, step.indices(labels), phi);
    }

    @Test
    void theUnconditionalMapperDoesNotLookAtTheLabel() {
        UnconditionalMapper mapper = new UnconditionalMapper(4, 6);
        Parameters phi = mapper.initialWeights(workspace, streams.at("phi", 0));

        NDArray mapped = map(mapper, phi, 0, 1, 2);

        assertThat(mapped.getShape()).isEqualTo(new Shape(3, 4));
        assertThat(mapped.toDoubleArray()).isEqualTo(map(mapper, phi, 2, 2, 2).toDoubleArray());
        assertThat(mapped.toDoubleArray()).isNotEqualTo(z.toDoubleArray());
        assertThat(phi.names()).doesNotContain("embedding.weight");
        assertThat(phi.count()).isEqualTo(4 * 6 + 6 + 6 * 6 + 6 + 6 * 4 + 4);
    }

    @Test
    void theConditionalMapperDoes() {
        ConditionalMapper mapper = new ConditionalMapper(3, 4, 2, 6);
        Parameters phi = mapper.initialWeights(workspace, streams.at("phi", 0));

        assertThat(map(mapper, phi, 0, 1, 2).toDoubleArray())
                .isNotEqualTo(map(mapper, phi, 2, 2, 2).toDoubleArray());
        assertThat(phi.get("embedding.weight").getShape()).isEqualTo(new Shape(3, 2));
    }

    @Test
    void withoutAMapperTheLatentStaysAsItIs() {
        Parameters phi = LatentMapper.IDENTITY.initialWeights(workspace, streams.at("phi", 0));

        assertThat(phi.size()).isZero();
        assertThat(map(LatentMapper.IDENTITY, phi, 0, 0, 0).toDoubleArray())
                .isEqualTo(z.toDoubleArray());
    }
}
