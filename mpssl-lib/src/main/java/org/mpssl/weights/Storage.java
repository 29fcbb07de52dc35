package org.mpssl.weights;

/**
 * A run of bytes of a file that tensors lie in; several can share one.
 *
 * @param key what the file calls it
 * @param position where it begins
 * @param bytes how long it is
 */
public record Storage(String key, long position, long bytes) {}
