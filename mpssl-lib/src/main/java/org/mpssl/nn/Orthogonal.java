package org.mpssl.nn;

import org.mpssl.tensor.RandomStream;

/** Random matrices with orthonormal rows or columns (Saxe et al. 2014), by Gram-Schmidt. */
final class Orthogonal {

    private Orthogonal() {}

    /**
     * Draws a matrix whose shorter side is orthonormal.
     *
     * @param rows its rows
     * @param columns its columns
     * @param random where the Gaussian start comes from
     * @return the values, row by row
     */
    static float[] matrix(int rows, int columns, RandomStream random) {
        boolean wide = rows <= columns;
        int vectors = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[][] basis = new double[vectors][length];
        for (int i = 0; i < vectors; i++) {
            for (int k = 0; k < length; k++) {
                basis[i][k] = random.nextGaussian();
            }
            // Twice is enough for orthogonality to machine precision.
            project(basis, i);
            project(basis, i);
            scale(basis[i], 1 / Math.sqrt(dot(basis[i], basis[i])));
        }
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values[row * columns + column] =
                        (float) (wide ? basis[row][column] : basis[column][row]);
            }
        }
        return values;
    }

    /** Removes from vector i its components along the ones before it. */
    private static void project(double[][] basis, int i) {
        for (int j = 0; j < i; j++) {
            double along = dot(basis[i], basis[j]);
            for (int k = 0; k < basis[i].length; k++) {
                basis[i][k] -= along * basis[j][k];
            }
        }
    }

    private static void scale(double[] vector, double factor) {
        for (int k = 0; k < vector.length; k++) {
            vector[k] *= factor;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
