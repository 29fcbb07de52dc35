/**
 * Weak and strong augmentation of image tensors, differentiable with respect to the images.
 *
 * <p>All randomness is drawn first, as a value, so that every pass of a step sees the same
 * transformation.
 */
package org.mpssl.augment;
