package org.mpssl.data;

import java.util.Arrays;

/**
 * Turns bytes (N, H, W, C) into padded planes (n, C, H + 2 p, W + 2 p).
 *
 * @param height H
 * @param width W
 * @param channels C
 * @param padding p, the zeros on every side
 */
record Planes(int height, int width, int channels, int padding) {

    Planes {
        if (padding < 0) {
            throw new IllegalArgumentException("padding must not be negative, it is " + padding);
        }
    }

    int rows() {
        return height + 2 * padding;
    }

    int columns() {
        return width + 2 * padding;
    }

    /** Returns the planes of the chosen images with values 0 to 255. */
    float[] of(byte[] pixels, int[] indices) {
        int plane = rows() * columns();
        float[] greys = new float[Math.multiplyExact(indices.length, channels * plane)];
        for (int i = 0; i < indices.length; i++) {
            int from = indices[i] * height * width * channels;
            for (int y = 0; y < height; y++) {
                int to = i * channels * plane + (y + padding) * columns() + padding;
                for (int x = 0; x < width; x++) {
                    for (int c = 0; c < channels; c++) {
                        greys[to + c * plane + x] = pixels[from++] & 0xFF;
                    }
                }
            }
        }
        return greys;
    }

    /** Scales 0 to 255 to [0, 1], in place. */
    static float[] fractions(float[] greys) {
        for (int i = 0; i < greys.length; i++) {
            greys[i] /= 255f;
        }
        return greys;
    }

    /** Scales 0 to 255 to [0, 1] in double precision. */
    static double[] doubleFractions(float[] greys) {
        double[] fractions = new double[greys.length];
        Arrays.setAll(fractions, i -> greys[i] / 255.0);
        return fractions;
    }
}
