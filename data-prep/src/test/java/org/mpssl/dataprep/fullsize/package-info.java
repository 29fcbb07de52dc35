/**
 * Proofs at full size: raw files of Cars with all their names and bytes are prepared, read and
 * trained on, by processes of their own whose memory is watched.
 */
package org.mpssl.dataprep.fullsize;
