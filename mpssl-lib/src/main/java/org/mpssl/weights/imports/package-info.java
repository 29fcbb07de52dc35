/**
 * Published checkpoints, brought to the names and orders of this library's networks: one
 * safetensors file with spectral norms folded in, which says itself what it is.
 */
package org.mpssl.weights.imports;
