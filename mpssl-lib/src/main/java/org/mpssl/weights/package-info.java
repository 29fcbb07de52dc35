/**
 * Weight files: safetensors, written and strictly read; no file can make this code run a program.
 */
package org.mpssl.weights;
