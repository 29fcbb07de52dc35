/**
 * The library of the MP-SSL Workbench; {@code docs/architecture.md} has the map of its packages.
 */
package org.mpssl;
