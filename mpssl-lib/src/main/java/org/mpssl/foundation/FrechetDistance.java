package org.mpssl.foundation;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * The Frechet distance between two sets of feature vectors, each taken as a Gaussian (Heusel et al.
 * 2017): {@code |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2))}.
 *
 * <p>In the features of the study's own classifier it is a number of this project, not an FID.
 */
final class FrechetDistance {

    private FrechetDistance() {}

    /**
     * Returns the distance.
     *
     * @param first feature vectors, one per row, more rows than columns
     * @param second likewise
     * @return at least 0, up to rounding
     */
    static double between(double[][] first, double[][] second) {
        RealVector shift = mean(first).subtract(mean(second));
        RealMatrix c1 = new Covariance(first).getCovarianceMatrix();
        RealMatrix c2 = new Covariance(second).getCovarianceMatrix();
        // tr (C1 C2)^(1/2) = tr (C1^(1/2) C2 C1^(1/2))^(1/2), and the latter is symmetric.
        RealMatrix root = squareRoot(c1);
        double cross = trace(squareRoot(root.multiply(c2).multiply(root)));
        return shift.dotProduct(shift) + c1.getTrace() + c2.getTrace() - 2 * cross;
    }

    private static RealVector mean(double[][] rows) {
        RealMatrix matrix = new Array2DRowRealMatrix(rows, false);
        double[] ones = new double[rows.length];
        java.util.Arrays.fill(ones, 1.0 / rows.length);
        return matrix.transpose()
                .operate(new org.apache.commons.math3.linear.ArrayRealVector(ones, false));
    }

    private static RealMatrix squareRoot(RealMatrix symmetric) {
        RealMatrix even = symmetric.add(symmetric.transpose()).scalarMultiply(0.5);
        EigenDecomposition eigen = new EigenDecomposition(even);
        RealMatrix v = eigen.getV();
        RealMatrix scaled = v.copy();
        double[] values = eigen.getRealEigenvalues();
        for (int k = 0; k < values.length; k++) {
            scaled.setColumnVector(
                    k, v.getColumnVector(k).mapMultiply(Math.sqrt(Math.max(values[k], 0))));
        }
        return scaled.multiply(v.transpose());
    }

    private static double trace(RealMatrix matrix) {
        return matrix.getTrace();
    }
}
