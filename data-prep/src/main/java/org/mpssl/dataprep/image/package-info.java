/** From the bytes of a published photograph to the square of pixels that a dataset keeps. */
package org.mpssl.dataprep.image;
