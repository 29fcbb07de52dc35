/**
 * Weights as values, gradients as function results, and everything else that stands between the
 * method and the engine.
 */
package org.mpssl.tensor;
