/**
 * The paper's method and its baselines, one small class each, whose {@code step} reads like the
 * algorithm.
 */
package org.mpssl.method;
