package org.mpssl.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The two orthogonal directions along which vectors vary most.
 *
 * @param mean the mean vector, (d)
 * @param axes two unit vectors, (d) each, whose largest entry is positive
 * @param shares of the variance along each of them, 0 to 1
 */
record PrincipalComponents(RealVector mean, List<RealVector> axes, List<Double> shares) {

    private static final int COUNT = 2;

    /** Below this share of the whole spread a direction has none. */
    private static final double NOTHING = 1e-12;

    /** Computes them from n vectors of d numbers. */
    static PrincipalComponents of(double[][] vectors) {
        if (vectors.length < COUNT || vectors[0].length < COUNT) {
            throw new IllegalArgumentException(
                    "a map needs two vectors of two features at least, there are "
                            + (vectors.length == 0
                                    ? "none"
                                    : vectors.length + " of " + vectors[0].length));
        }
        RealVector mean = new ArrayRealVector(vectors[0].length);
        for (double[] vector : vectors) {
            mean = mean.add(new ArrayRealVector(vector, false));
        }
        mean.mapDivideToSelf(vectors.length);
        RealMatrix centred = centred(vectors, mean);
        boolean wide = vectors.length < mean.getDimension();
        // The n x n matrix has the same eigenvalues as the d x d one, and leads to its vectors.
        RealMatrix square =
                wide
                        ? centred.multiply(centred.transpose())
                        : centred.transpose().multiply(centred);
        EigenDecomposition eigen = new EigenDecomposition(symmetric(square));
        double[] values = eigen.getRealEigenvalues();
        double total = Arrays.stream(values).filter(value -> value > 0).sum();
        List<RealVector> axes = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .limit(COUNT)
                .forEach(
                        i -> {
                            RealVector vector = eigen.getEigenvector(i);
                            // Of a direction without spread only rounding would be left.
                            double weight = values[i] > NOTHING * total ? 1 : 0;
                            RealVector axis = wide ? centred.preMultiply(vector) : vector;
                            axes.add(upright(axis.mapMultiply(weight)));
                            shares.add(total > 0 ? Math.max(0, values[i]) / total : 0);
                        });
        return new PrincipalComponents(mean, List.copyOf(axes), List.copyOf(shares));
    }

    private static RealMatrix centred(double[][] vectors, RealVector mean) {
        RealMatrix matrix = new Array2DRowRealMatrix(vectors.length, mean.getDimension());
        for (int i = 0; i < vectors.length; i++) {
            matrix.setRowVector(i, new ArrayRealVector(vectors[i], false).subtract(mean));
        }
        return matrix;
    }

    /** Rounding must not make the decomposition believe in complex eigenvalues. */
    private static RealMatrix symmetric(RealMatrix matrix) {
        return matrix.add(matrix.transpose()).scalarMultiply(0.5);
    }

    /** Of the two directions of an axis, takes the one whose largest entry is positive. */
    private static RealVector upright(RealVector vector) {
        double norm = vector.getNorm();
        if (norm == 0) {
            return vector;
        }
        int largest =
                Math.abs(vector.getMaxValue()) >= Math.abs(vector.getMinValue())
                        ? vector.getMaxIndex()
                        : vector.getMinIndex();
        return vector.mapDivide(Math.copySign(norm, vector.getEntry(largest)));
    }

    /** Returns the coordinates of n vectors along both axes, (2, n). */
    double[][] project(double[][] vectors) {
        RealMatrix centred = centred(vectors, mean);
        return axes.stream().map(axis -> centred.operate(axis).toArray()).toArray(double[][]::new);
    }
}
