package org.mpssl.foundation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class FrechetDistanceTests {

    /** Points with exactly this mean and the sample covariance {@code factor factor^T}. */
    private static double[][] points(double[] mean, double[][] factor) {
        int d = mean.length;
        double scale = Math.sqrt((2 * d - 1) / 2.0);
        double[][] points = new double[2 * d][d];
        for (int k = 0; k < d; k++) {
            for (int i = 0; i < d; i++) {
                points[2 * k][i] = mean[i] + scale * factor[i][k];
                points[2 * k + 1][i] = mean[i] - scale * factor[i][k];
            }
        }
        return points;
    }

    @Test
    void equalSetsHaveNoDistance() {
        double[][] set = points(new double[] {1, -2}, new double[][] {{2, 0.5}, {-1, 3}});

        assertThat(FrechetDistance.between(set, set)).isCloseTo(0, within(1e-9));
    }

    /** Between independent coordinates it is the sum of squared differences of the deviations. */
    @Test
    void alongTheAxesDeviationsAreCompared() {
        double[][] first =
                points(new double[] {0, 0, 0}, new double[][] {{1, 0, 0}, {0, 2, 0}, {0, 0, 3}});
        double[][] second =
                points(new double[] {1, 0, -2}, new double[][] {{4, 0, 0}, {0, 2, 0}, {0, 0, 1}});

        double means = 1 + 4;
        double deviations = 9 + 0 + 4;
        assertThat(FrechetDistance.between(first, second))
                .isCloseTo(means + deviations, within(1e-9));
    }

    /** In two dimensions tr M^(1/2) = (tr M + 2 (det M)^(1/2))^(1/2), for any M = C1 C2. */
    @Test
    void covariancesThatDoNotCommuteHaveTheClosedFormOfTwoDimensions() {
        double[][] a = {{2, 0.5}, {-1, 3}};
        double[][] b = {{0.3, 0}, {2, 1}};
        RealMatrix c1 = square(a);
        RealMatrix c2 = square(b);
        RealMatrix m = c1.multiply(c2);
        double determinant =
                m.getEntry(0, 0) * m.getEntry(1, 1) - m.getEntry(0, 1) * m.getEntry(1, 0);
        double cross = Math.sqrt(m.getTrace() + 2 * Math.sqrt(determinant));
        double expected = 9 + 16 + c1.getTrace() + c2.getTrace() - 2 * cross;

        double[][] first = points(new double[] {3, 1}, a);
        double[][] second = points(new double[] {0, 5}, b);
        assertThat(FrechetDistance.between(first, second)).isCloseTo(expected, within(1e-9));
        assertThat(FrechetDistance.between(second, first)).isCloseTo(expected, within(1e-9));
    }

    private static RealMatrix square(double[][] factor) {
        RealMatrix matrix = MatrixUtils.createRealMatrix(factor);
        return matrix.multiply(matrix.transpose());
    }

    /** A feature that never fires, which rectified features may be. */
    @Test
    void aCoordinateThatNeverVariesAddsItsShiftAlone() {
        double[][] first = points(new double[] {0, 1}, new double[][] {{1, 0}, {0, 0}});
        double[][] second = points(new double[] {0, 3}, new double[][] {{2, 0}, {0, 0}});

        assertThat(FrechetDistance.between(first, second)).isCloseTo(4 + 1, within(1e-9));
    }
}
