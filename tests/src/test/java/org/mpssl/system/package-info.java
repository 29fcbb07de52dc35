/** Tests of the installed whole. */
package org.mpssl.system;
