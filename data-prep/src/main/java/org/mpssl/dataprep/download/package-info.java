/**
 * Fetches published files: goes on where it was cut short, and lets nothing take a file's name that
 * is not the whole of it.
 */
package org.mpssl.dataprep.download;
