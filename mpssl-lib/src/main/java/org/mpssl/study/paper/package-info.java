/**
 * The tables and figures of the paper as studies: S. Yamaguchi, "Generative Semi-supervised
 * Learning with Meta-Optimized Synthetic Samples", ACML 2023, arXiv 2309.16143.
 */
package org.mpssl.study.paper;
