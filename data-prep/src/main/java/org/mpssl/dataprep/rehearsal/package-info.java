/**
 * Fabricated raw datasets for rehearsals without the real ones: each in the format, with the
 * classes and the oddities of the published files, its images drawn by a program.
 */
package org.mpssl.dataprep.rehearsal;
