package org.mpssl.oracle;

import org.mpssl.tensor.Workspace;

/**
 * A piece of the library's arithmetic whose results an independent program recomputes.
 *
 * <p>Results are named {@code kind/quantity[/tensor]}; the kind decides how closely they must
 * agree: {@code loss} and {@code value} to 1e-10, {@code gradient} and {@code state} to 1e-8
 * (relative, in float64).
 */
interface OracleCase {

    /** Returns the name of the trace's file. */
    String name();

    /**
     * Makes the inputs: weights, images, settings and, under {@code draws/}, every random number
     * that the results depend on. All real numbers among them are float32 numbers.
     *
     * @param workspace a float32 workspace for what the library draws itself
     * @return the inputs
     */
    Tensors inputs(Workspace workspace);

    /**
     * Computes the results.
     *
     * @param inputs what {@link #inputs} gave, from this run or from a file
     * @param workspace where to compute, and in which precision; not sealed
     * @return the results
     */
    Tensors outputs(Tensors inputs, Workspace workspace);
}
