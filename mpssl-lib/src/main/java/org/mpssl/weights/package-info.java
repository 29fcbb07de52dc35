/**
 * Weight files: safetensors, written and strictly read, and the checkpoints of PyTorch's, read. No
 * file can make this code run a program, or take more memory than a small multiple of its size.
 */
package org.mpssl.weights;
