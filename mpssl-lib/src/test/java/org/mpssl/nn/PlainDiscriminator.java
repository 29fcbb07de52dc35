package org.mpssl.nn;

import org.mpssl.tensor.Parameters;

/**
 * The discriminator once more, written out as loops over doubles.
 *
 * @param w weights, used as they are
 */
record PlainDiscriminator(Parameters w) {

    private static final int SIZE = 32;

    double score(double[] image, int label) {
        double[][][] x = new double[1][SIZE][SIZE];
        for (int i = 0; i < image.length; i++) {
            x[0][i / SIZE][i % SIZE] = image[i];
        }
        double[][][] h = convolve(x, "stem", 2, 1);
        h = block(h, "blocks.0", true);
        h = block(h, "blocks.1", true);
        h = relu(block(h, "blocks.2", false));
        double[] linear = w.get("linear.weight").toDoubleArray();
        double[] embedding = w.get("embed.weight").toDoubleArray();
        double score = w.get("linear.bias").toDoubleArray()[0];
        for (int c = 0; c < h.length; c++) {
            score += sum(h[c]) * (linear[c] + embedding[label * h.length + c]);
        }
        return score;
    }

    private double[][][] block(double[][][] x, String name, boolean halving) {
        double[][][] h = convolve(relu(x), name + ".conv1", 1, 1);
        h = convolve(relu(h), name + ".conv2", 1, 1);
        double[][][] skip = convolve(halving ? halve(x) : x, name + ".conv_sc", 1, 0);
        return add(halving ? halve(h) : h, skip);
    }

    private double[][][] convolve(double[][][] x, String name, int stride, int padding) {
        double[] weight = w.get(name + ".weight").toDoubleArray();
        double[] bias = w.get(name + ".bias").toDoubleArray();
        int k = (int) w.get(name + ".weight").getShape().get(3);
        int size = (x[0].length + 2 * padding - k) / stride + 1;
        double[][][] y = new double[bias.length][size][size];
        for (int o = 0; o < bias.length; o++) {
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    double sum = bias[o];
                    for (int c = 0; c < x.length; c++) {
                        for (int at = 0; at < k * k; at++) {
                            sum +=
                                    weight[(o * x.length + c) * k * k + at]
                                            * pixel(
                                                    x[c],
                                                    row * stride - padding + at / k,
                                                    column * stride - padding + at % k);
                        }
                    }
                    y[o][row][column] = sum;
                }
            }
        }
        return y;
    }

    private static double pixel(double[][] x, int row, int column) {
        boolean inside = row >= 0 && row < x.length && column >= 0 && column < x.length;
        return inside ? x[row][column] : 0;
    }

    private static double[][][] relu(double[][][] x) {
        double[][][] y = new double[x.length][x[0].length][x[0].length];
        for (int c = 0; c < x.length; c++) {
            for (int row = 0; row < x[c].length; row++) {
                for (int column = 0; column < x[c].length; column++) {
                    y[c][row][column] = Math.max(0, x[c][row][column]);
                }
            }
        }
        return y;
    }

    private static double[][][] halve(double[][][] x) {
        int half = x[0].length / 2;
        double[][][] y = new double[x.length][half][half];
        for (int c = 0; c < x.length; c++) {
            for (int row = 0; row < 2 * half; row++) {
                for (int column = 0; column < 2 * half; column++) {
                    y[c][row / 2][column / 2] += x[c][row][column] / 4;
                }
            }
        }
        return y;
    }

    private static double[][][] add(double[][][] a, double[][][] b) {
        double[][][] y = new double[a.length][a[0].length][a[0].length];
        for (int c = 0; c < a.length; c++) {
            for (int row = 0; row < a[c].length; row++) {
                for (int column = 0; column < a[c].length; column++) {
                    y[c][row][column] = a[c][row][column] + b[c][row][column];
                }
            }
        }
        return y;
    }

    private static double sum(double[][] x) {
        double sum = 0;
        for (double[] row : x) {
            for (double value : row) {
                sum += value;
            }
        }
        return sum;
    }
}
