/** Raw archives to prepared datasets: the only code that knows raw formats. */
package org.mpssl.dataprep;
