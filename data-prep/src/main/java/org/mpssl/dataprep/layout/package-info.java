/** What the lists of each published dataset say: a class per dataset, from file to label. */
package org.mpssl.dataprep.layout;
