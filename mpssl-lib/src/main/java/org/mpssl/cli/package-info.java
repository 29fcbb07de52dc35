/** The command line: picocli commands of the library and those that other modules bring. */
package org.mpssl.cli;
