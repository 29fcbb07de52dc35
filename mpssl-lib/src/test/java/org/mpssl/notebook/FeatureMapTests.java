package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.junit.jupiter.api.Test;

class FeatureMapTests {

    private static float[][] cloud(int n, int width, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[n][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) (random.nextGaussian() * (width - i) + 3 * i);
            }
        }
        return rows;
    }

    private static double[][] doubles(float[][] rows) {
        double[][] result = new double[rows.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                result[i][j] = rows[i][j];
            }
        }
        return result;
    }

    /** A cross with arms of 2 along (3, 4) / 5 and of 1 across it, around (10, 20). */
    private static float[][] cross() {
        return new float[][] {
            {10 + 1.2F, 20 + 1.6F}, {10 - 1.2F, 20 - 1.6F}, {10 - 0.8F, 20 + 0.6F}, {10.8F, 19.4F}
        };
    }

    /** Variances 8/3 and 2/3, so 80 and 20 per cent; the longest entries of both axes are up. */
    @Test
    void aCrossIsTurnedUpright() {
        ScatterChart chart = FeatureMap.empty().with("cross", cross()).chart("t");
        assertThat(chart.xLabel()).isEqualTo("PC 1 (80 %)");
        assertThat(chart.yLabel()).isEqualTo("PC 2 (20 %)");
        assertThat(chart.alt()).endsWith("cross: 4 points around (0, 0).");
        Points points = chart.groups().get(0);
        assertThat(Numbers.array(points.x())).containsExactly(new double[] {2, -2, 0, 0}, near());
        assertThat(Numbers.array(points.y())).containsExactly(new double[] {0, 0, -1, 1}, near());
    }

    private static org.assertj.core.data.Offset<Double> near() {
        return within(1e-5);
    }

    @Test
    void axesAndSharesAreThoseOfTheCovariance() {
        for (int n : new int[] {5, 40}) {
            float[][] features = cloud(n, 8, n);
            RealMatrix covariance = new Covariance(doubles(features)).getCovarianceMatrix();
            double[] eigenvalues = new EigenDecomposition(covariance).getRealEigenvalues();
            double trace = covariance.getTrace();
            PrincipalComponents found = PrincipalComponents.of(doubles(features));
            double[][] projected = found.project(doubles(features));
            for (int axis = 0; axis < 2; axis++) {
                assertThat(found.shares().get(axis)).isCloseTo(eigenvalues[axis] / trace, near());
                assertThat(new Variance().evaluate(projected[axis]))
                        .isCloseTo(eigenvalues[axis], within(1e-6 * trace));
                var direction = found.axes().get(axis);
                assertThat(direction.getNorm()).isCloseTo(1, near());
                assertThat(covariance.operate(direction).dotProduct(direction))
                        .isCloseTo(eigenvalues[axis], within(1e-6 * trace));
                assertThat(direction.getMaxValue())
                        .isGreaterThanOrEqualTo(-direction.getMinValue());
            }
            assertThat(found.axes().get(0).dotProduct(found.axes().get(1))).isCloseTo(0, near());
        }
    }

    @Property(tries = 50)
    void turningAllVectorsChangesOnlySigns(
            @ForAll @DoubleRange(min = -3.1, max = 3.1) double angle,
            @ForAll @IntRange(min = 0, max = 2) int first,
            @ForAll @IntRange(min = 3, max = 40) int n) {
        double[][] vectors = doubles(cloud(n, 4, 7));
        double[][] turned = Arrays.stream(vectors).map(double[]::clone).toArray(double[][]::new);
        for (double[] vector : turned) {
            double x = vector[first];
            double y = vector[first + 1];
            vector[first] = Math.cos(angle) * x - Math.sin(angle) * y;
            vector[first + 1] = Math.sin(angle) * x + Math.cos(angle) * y;
        }
        PrincipalComponents before = PrincipalComponents.of(vectors);
        PrincipalComponents after = PrincipalComponents.of(turned);
        for (int axis = 0; axis < 2; axis++) {
            assertThat(after.shares().get(axis)).isCloseTo(before.shares().get(axis), near());
            double[] a = before.project(vectors)[axis];
            double[] b = after.project(turned)[axis];
            double sign = a[0] * b[0] < 0 ? -1 : 1;
            for (int i = 0; i < n; i++) {
                assertThat(sign * b[i]).isCloseTo(a[i], near());
            }
        }
    }

    @Test
    void theSameVectorsGiveTheSamePictureHoweverTheyCome() {
        float[][] all = cloud(6, 3, 1);
        Map<String, float[][]> groups = new LinkedHashMap<>();
        groups.put("coat", new float[][] {all[1], all[3], all[4]});
        groups.put("shirt", new float[][] {all[0], all[2], all[5]});
        ScatterChart chart = FeatureMap.of(groups).chart("t");
        assertThat(chart.groups()).extracting(Points::name).containsExactly("coat", "shirt");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray array = manager.create(all);
            int[] labels = {2, 0, 2, 0, 0, 2};
            List<String> classes = List.of("coat", "dress", "shirt");
            FeatureMap byClass = FeatureMap.empty().with(array, labels, classes);
            assertThat(byClass.chart("t")).isEqualTo(chart);
            FeatureMap one = FeatureMap.empty().with("a", array);
            assertThat(one.chart("t")).isEqualTo(FeatureMap.empty().with("a", all).chart("t"));
        }
    }

    @Test
    void vectorsWithoutAnyVarianceLieOnOnePoint() {
        float[][] same = {{1, 2, 3}, {1, 2, 3}};
        ScatterChart chart = FeatureMap.empty().with("a", same).chart("t");
        assertThat(chart.xLabel()).isEqualTo("PC 1 (0 %)");
        assertThat(chart.groups().get(0).x()).containsExactly(0.0, 0.0);
    }

    @Test
    void whatCannotBeDrawnIsNamed() {
        FeatureMap map = FeatureMap.empty().with("real", new float[][] {{1, 2}});
        assertThatThrownBy(() -> map.with("synthetic", new float[0][2]))
                .hasMessage("synthetic has no feature vectors");
        assertThatThrownBy(() -> map.with("synthetic", new float[][] {{1, 2}, {1, 2, 3}}))
                .hasMessage("synthetic has a vector of 3 features, the others have 2");
        assertThatThrownBy(() -> map.with("synthetic", new float[][] {{1, Float.NaN}}))
                .hasMessage("synthetic has a feature that is not finite");
        assertThatThrownBy(() -> map.with("real", new float[][] {{1, 2}}))
                .hasMessage("two groups are named real");
        assertThatThrownBy(() -> map.chart("t")).hasMessageContaining("there are 1 of 2");
        assertThatThrownBy(() -> FeatureMap.empty().chart("t")).hasMessageContaining("none");
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> map.with("a", manager.ones(new Shape(2, 3, 4))))
                    .hasMessage("features have the shape (n, d), not (2, 3, 4)");
            NDArray array = manager.ones(new Shape(2, 2));
            assertThatThrownBy(() -> map.with(array, new int[3], List.of("a")))
                    .hasMessage("there are 2 feature vectors and 3 labels");
        }
    }
}
