/**
 * One training run: its description, the loop, evaluation and model selection, and what it leaves
 * behind in its folder.
 */
package org.mpssl.train;
