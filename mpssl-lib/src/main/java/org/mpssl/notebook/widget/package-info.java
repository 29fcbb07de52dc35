/**
 * Controls in the page: sliders, choices, buttons, pictures. They are Jupyter's standard widgets,
 * whose state is kept here and, over a {@link org.mpssl.notebook.Link}, in the page.
 */
package org.mpssl.notebook.widget;
