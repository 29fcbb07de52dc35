/**
 * The embedded study's frozen models: how the small generator and the foundation classifier are
 * trained, how good they are, and how they are loaded.
 */
package org.mpssl.foundation;
