/**
 * What the notebooks of the datasets need: the real thing, or a rehearsal where it is not there.
 */
package org.mpssl.dataprep.notebook;
