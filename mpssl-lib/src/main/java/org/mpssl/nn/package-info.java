/**
 * The networks of the method, each an immutable description that is a function of named weights.
 *
 * <p>Names are those of the published checkpoints: torchvision's for classifiers, BigGAN's for
 * generators.
 */
package org.mpssl.nn;
