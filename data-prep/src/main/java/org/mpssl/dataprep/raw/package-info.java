/**
 * Raw files as their publishers pack them: archives read without being unpacked to disk, folders,
 * and a tree of both by name.
 */
package org.mpssl.dataprep.raw;
