/** The losses of the method and its baselines, on logits and features. */
package org.mpssl.loss;
