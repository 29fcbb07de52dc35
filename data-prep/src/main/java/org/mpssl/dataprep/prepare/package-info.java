/**
 * From raw files to a prepared dataset: checked, decoded once, written as one folder that is whole
 * or not there.
 */
package org.mpssl.dataprep.prepare;
