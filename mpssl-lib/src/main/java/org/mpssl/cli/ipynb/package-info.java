/** Notebook files: what their outputs say, and where two executions of one notebook differ. */
package org.mpssl.cli.ipynb;
