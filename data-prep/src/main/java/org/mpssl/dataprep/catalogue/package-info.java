/** What is published about each dataset: files, checksums, counts, terms; plain data. */
package org.mpssl.dataprep.catalogue;
