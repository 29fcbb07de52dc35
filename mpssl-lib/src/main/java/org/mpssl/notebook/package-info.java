/**
 * Everything that a notebook shows: charts, sample grids, tables, live curves and checks.
 *
 * <p>Each of them is a {@link org.mpssl.notebook.Showable} that turns plain Java values into a
 * {@link org.mpssl.notebook.Bundle} of interchangeable forms, so that one figure lives in
 * JupyterLab, on a code host and in a printed page alike. {@link org.mpssl.notebook.Kernel} alone
 * knows the notebook kernel; without one, everything here still runs.
 */
package org.mpssl.notebook;
