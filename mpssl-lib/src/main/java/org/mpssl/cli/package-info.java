/** The command line: one picocli class per command, and what starts them. */
package org.mpssl.cli;
