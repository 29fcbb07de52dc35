/**
 * Weak and strong augmentation of image tensors, (N, C, H, W) in [0, 1] before any normalisation,
 * with any number of channels and of any size.
 *
 * <p>All randomness is drawn first, as a value, so that every pass of a step sees the same
 * transformation. Everything is computed on the images' device, many images at a time.
 *
 * <p>Results can be differentiated once with respect to the images, almost everywhere: flips,
 * crops, warps, Cutout and inversion are linear; the others have corners where values are clamped,
 * pass a threshold, or are the least or largest. Equalize, and posterize to fewer than 8 bits, are
 * tables of steps: their gradient is zero, unless a policy is asked to let it pass straight
 * through.
 */
package org.mpssl.augment;
