/**
 * Panels that live while Java works: a training that can be watched and stopped, the playground.
 */
package org.mpssl.notebook.live;
