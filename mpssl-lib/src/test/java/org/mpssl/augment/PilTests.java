package org.mpssl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Safetensors;

/**
 * Operations beside PIL's own results on images of 8 bits, which tests/oracle/augmentations.py
 * makes. PIL rounds every result to a whole level, and luma, its mean and smoothed images before
 * that. Moved pixels are compared with PIL's bilinear sampling (the policies' references take the
 * nearest pixel), and only where all four neighbours lie inside, because PIL repeats the border.
 */
class PilTests {

    /**
     * An operation as it stands in the file.
     *
     * @param operation the library's
     * @param value the library's value for PIL's
     * @param levels how far results may lie apart, in 8-bit levels
     */
    private record Counterpart(Operation operation, DoubleUnaryOperator value, double levels) {

        static Counterpart of(Operation operation, double levels) {
            return new Counterpart(operation, v -> v, levels);
        }
    }

    private static final double EXACT = 1e-9;

    /** Cut to a whole level. */
    private static final double ROUNDED = 1;

    /** Blended with a rounded image before that, whose share is at most 0.72 here. */
    private static final double ROUNDED_TWICE = ROUNDED + 0.72 / 2;

    private static final Map<String, Counterpart> COUNTERPARTS =
            Map.ofEntries(
                    Map.entry("Invert", Counterpart.of(Tone.INVERT, EXACT)),
                    Map.entry("Equalize", Counterpart.of(Tone.EQUALIZE, EXACT)),
                    Map.entry("Posterize", Counterpart.of(Tone.POSTERIZE, EXACT)),
                    Map.entry(
                            "Solarize",
                            new Counterpart(Tone.SOLARIZE, v -> (v - 0.5) / 255, EXACT)),
                    Map.entry("AutoContrast", Counterpart.of(Tone.AUTO_CONTRAST, ROUNDED)),
                    Map.entry("Brightness", Counterpart.of(Tone.SCALE, ROUNDED)),
                    Map.entry("Color", Counterpart.of(Tone.COLOUR, ROUNDED_TWICE)),
                    Map.entry("Contrast", Counterpart.of(Tone.CONTRAST, ROUNDED_TWICE)),
                    Map.entry("Sharpness", Counterpart.of(Tone.SHARPNESS, ROUNDED_TWICE)),
                    Map.entry("TranslateX", Counterpart.of(Warp.of(Motion.TRANSLATE_X), EXACT)),
                    Map.entry("TranslateY", Counterpart.of(Warp.of(Motion.TRANSLATE_Y), EXACT)),
                    Map.entry("ShearX", Counterpart.of(Warp.of(Motion.SHEAR_X), ROUNDED)),
                    Map.entry("ShearY", Counterpart.of(Warp.of(Motion.SHEAR_Y), ROUNDED)),
                    Map.entry("Rotate", Counterpart.of(Warp.of(Motion.ROTATE), ROUNDED)));

    @TestFactory
    Stream<DynamicTest> agreesWithPilUpToItsRounding() throws IOException {
        byte[] content;
        try (InputStream in =
                PilTests.class.getResourceAsStream("/goldens/pil/operations.safetensors")) {
            content = in.readAllBytes();
        }
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64)) {
            Parameters file = Safetensors.read(content, "pil", workspace.manager());
            List<String> results =
                    file.names().stream().filter(name -> name.startsWith("out/")).toList();
            assertThat(results.stream().map(name -> name.split("/", 3)[1]).distinct())
                    .containsExactlyInAnyOrderElementsOf(COUNTERPARTS.keySet());
            double[] pixels = levels(file.get("in/pixels"));
            Shape shape = file.get("in/pixels").getShape();
            Map<String, double[]> expected =
                    results.stream()
                            .collect(
                                    Collectors.toMap(name -> name, name -> levels(file.get(name))));
            return results.stream()
                    .map(
                            name ->
                                    DynamicTest.dynamicTest(
                                            name, () -> check(name, pixels, shape, expected)));
        }
    }

    private static double[] levels(NDArray bytes) {
        return bytes.toType(DataType.FLOAT64, false).toDoubleArray();
    }

    private static void check(
            String name, double[] pixels, Shape shape, Map<String, double[]> expected) {
        String[] parts = name.split("/", 3);
        Counterpart counterpart = COUNTERPARTS.get(parts[1]);
        double value = counterpart.value.applyAsDouble(Double.parseDouble(parts[2]));
        int n = (int) shape.get(0);
        float[] values = new float[n];
        Arrays.fill(values, (float) value);
        Chosen chosen = new Chosen(values, new int[n], new int[n]);
        double[] result;
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
                Step step = workspace.step()) {
            double[] units = Arrays.stream(pixels).map(level -> level / 255).toArray();
            NDArray images = step.array(units, shape).transpose(0, 3, 1, 2);
            result =
                    counterpart
                            .operation
                            .apply(step, images, chosen)
                            .transpose(0, 2, 3, 1)
                            .toDoubleArray();
        }
        double worst = 0;
        int compared = 0;
        for (int i = 0; i < result.length; i++) {
            if (comparable(counterpart.operation, value, i, shape)) {
                worst = Math.max(worst, Math.abs(255 * result[i] - expected.get(name)[i]));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(result.length / 2);
        assertThat(worst).isCloseTo(0, within(counterpart.levels));
    }

    /** Whether all pixels that a result comes from lie in the image. */
    private static boolean comparable(Operation operation, double value, int i, Shape shape) {
        if (!(operation instanceof Warp warp)) {
            return true;
        }
        double height = shape.get(1);
        double width = shape.get(2);
        int pixel = i / 3;
        double x = pixel % width;
        double y = Math.floor(pixel / width) % height;
        double[] map = warp.motion().map(value, width, height);
        double fromX = map[0] * x + map[1] * y + map[2];
        double fromY = map[3] * x + map[4] * y + map[5];
        return fromX >= 0 && fromX <= width - 1 && fromY >= 0 && fromY <= height - 1;
    }
}
