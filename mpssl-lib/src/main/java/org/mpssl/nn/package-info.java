/**
 * The networks of the method, each an immutable description that is a function of named weights.
 *
 * <p>Names are those of the published checkpoints: torchvision's for {@link org.mpssl.nn.ResNet},
 * those of BigGAN's authors for {@link org.mpssl.nn.BigGan}, Hugging Face's for {@link
 * org.mpssl.nn.BigGanDeep}. {@link org.mpssl.nn.Generators} makes a generator of a file.
 */
package org.mpssl.nn;
