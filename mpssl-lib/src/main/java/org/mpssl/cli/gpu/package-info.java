/** Whether a card computes what the CPU computes, and what a step costs on it. */
package org.mpssl.cli.gpu;
