/** Files that others trust: written in one move, JSON strictly read, checksums. */
package org.mpssl.files;
