/**
 * Prepared datasets, splits and batch streams: what a run trains and is tested on, as plain
 * numbers.
 */
package org.mpssl.data;
