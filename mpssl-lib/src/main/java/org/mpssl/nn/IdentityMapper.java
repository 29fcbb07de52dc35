package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Workspace;

/** No mapper: the latent is generated as it was drawn. */
record IdentityMapper() implements LatentMapper {

    @Override
    public Parameters initialWeights(Workspace workspace, RandomStream random) {
        return Parameters.of(Map.of());
    }

    @Override
    public NDArray map(NDArray z, NDArray labels, Parameters phi) {
        return z;
    }
}
