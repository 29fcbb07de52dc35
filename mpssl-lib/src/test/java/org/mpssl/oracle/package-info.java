/**
 * Traces: the inputs and results of the library's arithmetic as files, for an independent program
 * to recompute (tests/oracle), and the check against what that program found.
 */
package org.mpssl.oracle;
