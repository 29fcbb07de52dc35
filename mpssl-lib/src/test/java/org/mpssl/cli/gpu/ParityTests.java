package org.mpssl.cli.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Parameters;
import org.mpssl.train.RunSpec;
import org.mpssl.train.StepTrace;

class ParityTests {

    private NDManager memory;
    private Parameters trace;

    static RunSpec tiny() {
        return RunSpec.mini("mp-ssl", 3)
                .with("steps", 20)
                .with("batchSize", 4)
                .with("labelsPerClass", 1)
                .with("validationPerClass", 1)
                .with("width", 2)
                .with("blocks", List.of(1, 1))
                .with("mapperHidden", 4);
    }

    @BeforeEach
    void makeAStep() {
        Devices.engine();
        memory = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        trace = StepTrace.of(tiny().with("dataType", "float64"), 1, Device.cpu(), memory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    /** A copy with one array changed. */
    private Parameters disturbed(String name, UnaryOperator<NDArray> change) {
        Map<String, NDArray> copy = new LinkedHashMap<>();
        trace.forEach(
                entry ->
                        copy.put(
                                entry.getKey(),
                                entry.getKey().equals(name)
                                        ? change.apply(entry.getValue())
                                        : entry.getValue()));
        assertThat(copy).containsKey(name);
        return Parameters.of(copy);
    }

    private NDArray times(NDArray array, double factor) {
        return array.mul(memory.create(factor));
    }

    private static Parity.Difference of(Parity parity, Quantity quantity) {
        return parity.differences().stream()
                .filter(difference -> difference.quantity() == quantity)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"float64", "float32"})
    void aDeviceAgreesWithItself(String type) {
        Parity parity = Parity.of(tiny().with("dataType", type), Device.cpu(), Device.cpu());

        assertThat(parity.holds()).isTrue();
        assertThat(parity.differences())
                .hasSize(4)
                .allMatch(difference -> difference.relative() == 0);
        assertThat(parity.lines()).allMatch(line -> line.startsWith(type) && line.contains(" ok "));
    }

    @ParameterizedTest
    @CsvSource({
        "step/0/meta/loss/gap, LOSSES, 1e-6",
        "step/0/loss/scr, LOSSES, 1e-6",
        "step/0/after/theta/conv1.weight, UPDATED, 1e-6",
        "step/0/after/xi/embedding.weight, UPDATED, 1e-6",
        "step/0/after/adam-second/phi/layers.0.weight, UPDATED, 1e-6",
        "step/0/meta/draw/meta-noise/z, INPUTS, 1e-6",
        "step/0/input/labelled/images, INPUTS, 1e-6"
    })
    void aDisturbedCopyIsFoundWithItsPlace(String name, Quantity quantity, double by) {
        Parity parity =
                Parity.compare("float64", trace, disturbed(name, array -> times(array, 1 + by)));

        assertThat(parity.holds()).isFalse();
        Parity.Difference found = of(parity, quantity);
        assertThat(found.isAllowed()).isFalse();
        assertThat(found.where()).isEqualTo(name);
        assertThat(found.relative()).isCloseTo(by, within(1e-3 * by));
        assertThat(parity.differences()).filteredOn(d -> !d.isAllowed()).containsExactly(found);
        assertThat(parity.lines()).filteredOn(line -> line.contains(" BAD ")).hasSize(1);
    }

    /** All tensors of a gradient make one length. */
    @Test
    void aGradientIsComparedByTheLengthOfAllOfIt() {
        String name = "step/0/gradient/theta/fc.bias";
        double all = 0;
        for (Map.Entry<String, NDArray> entry : trace.under("step/0/gradient/theta/")) {
            all += sumOfSquares(entry.getValue());
        }
        double one = sumOfSquares(trace.get(name));
        double expected = (Math.sqrt(all + 3 * one) - Math.sqrt(all)) / Math.sqrt(all);

        Parity parity = Parity.compare("float64", trace, disturbed(name, a -> times(a, 2)));
        Parity.Difference found = of(parity, Quantity.GRADIENT_NORMS);
        assertThat(found.where()).isEqualTo("step/0/gradient/theta");
        assertThat(found.relative()).isCloseTo(expected, within(1e-9));
        assertThat(parity.holds()).isFalse();
    }

    private static double sumOfSquares(NDArray array) {
        double sum = 0;
        for (double x : array.toDoubleArray()) {
            sum += x * x;
        }
        return sum;
    }

    @Test
    void theGradientsOfTheMetaStepAreApart() {
        for (String group :
                List.of("phi", "xi", "validation/phi", "validation/image", "gap/image")) {
            String start = "step/0/meta/gradient/" + group;
            String name =
                    trace.names().stream()
                            .filter(n -> n.startsWith(start))
                            .findFirst()
                            .orElseThrow();
            Parity parity = Parity.compare("float64", trace, disturbed(name, a -> times(a, 3)));
            assertThat(of(parity, Quantity.GRADIENT_NORMS).where()).isEqualTo(start);
        }
    }

    @Test
    void whatIsNoNumberNeverAgrees() {
        Parity parity =
                Parity.compare(
                        "float32",
                        trace,
                        disturbed("step/0/after/theta/fc.bias", array -> times(array, Double.NaN)));

        assertThat(parity.holds()).isFalse();
        assertThat(of(parity, Quantity.UPDATED).where()).isEqualTo("step/0/after/theta/fc.bias");
        assertThat(of(parity, Quantity.UPDATED).relative()).isNaN();
    }

    @Test
    void roundingIsAllowed() {
        assertThat(
                        Parity.compare(
                                        "float64",
                                        trace,
                                        disturbed("step/0/loss/scr", a -> times(a, 1 + 1e-12)))
                                .holds())
                .isTrue();
    }

    @Test
    void tracesOfDifferentRunsAreNotCompared() {
        Parameters less = trace.where(name -> !name.equals("step/0/loss/scr"));

        assertThatThrownBy(() -> Parity.compare("float64", trace, less))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
