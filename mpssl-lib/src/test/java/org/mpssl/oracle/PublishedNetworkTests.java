package org.mpssl.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.nn.BigGan;
import org.mpssl.nn.BigGanDeep;
import org.mpssl.nn.FrozenGenerator;
import org.mpssl.nn.GeneratorNetwork;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * The published networks against PyTorch's goldens beyond their agreement in double precision: in
 * single precision, and when one of the choices that implementations differ in is made wrong.
 */
class PublishedNetworkTests {

    private static final double SAME = 1e-10;
    private static final double DIFFERENT = 1e-2;
    private static final int PIXELS = 4 * 4;
    private static final String CONDITIONED = ".*\\.bn[12]\\.(gain|bias)\\.weight";
    private static final String DEEP_CONDITIONED = ".*\\.(gen_z|scale|offset)\\.weight";
    private static final BigGanCases.Original ORIGINAL = new BigGanCases.Original();
    private static final BigGanCases.Deep DEEP = new BigGanCases.Deep();

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);

    @AfterEach
    void close() {
        workspace.close();
    }

    static List<OracleCase> classifiers() {
        return TorchvisionCases.published();
    }

    static List<OracleCase> generators() {
        return BigGanCases.all();
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void classifiersInSinglePrecisionAreWithinOneInAHundredThousand(OracleCase oracleCase)
            throws IOException {
        assertInSinglePrecision(oracleCase, "value/running", 1e-5);
    }

    @ParameterizedTest
    @MethodSource("generators")
    void generatorsInSinglePrecisionAreWithinOneInTenThousand(OracleCase oracleCase)
            throws IOException {
        assertInSinglePrecision(oracleCase, "value/", 1e-4);
    }

    private static void assertInSinglePrecision(OracleCase oracleCase, String start, double limit)
            throws IOException {
        Tensors golden = OracleGoldenTests.golden(oracleCase);
        Tensors found = OracleCases.outputs(oracleCase, golden.under("in"), DataType.FLOAT32);
        golden.under("out")
                .all()
                .forEach(
                        (name, exact) -> {
                            if (name.startsWith(start)) {
                                assertThat(OracleGoldenTests.relativeError(found.get(name), exact))
                                        .as(name)
                                        .isLessThan(limit);
                            }
                        });
    }

    /** The weights of a network that concatenates (e, z), in one that concatenates (z, e). */
    @Test
    void theOrderOfTheConditionMatters() throws IOException {
        BigGan original = ORIGINAL.tiny(inputs(ORIGINAL));
        BigGanDeep deep = DEEP.tiny(inputs(DEEP));

        double error = error(ORIGINAL, original, CONDITIONED, w -> turned(w, original.embedding()));
        double deepError = error(DEEP, deep, DEEP_CONDITIONED, w -> turned(w, deep.latent()));

        assertThat(error).isFinite().isGreaterThan(DIFFERENT);
        assertThat(deepError).isFinite().isGreaterThan(DIFFERENT);
    }

    /** Moves the first columns to the end. */
    private static NDArray turned(NDArray weight, int columns) {
        NDArray first = weight.get(":, :" + columns);
        return weight.get(":, " + columns + ":").concat(first, 1);
    }

    /** The original's first map is (channels, 4, 4), that of BigGAN-deep (4, 4, channels). */
    @Test
    void theOrderOfTheFirstMapMatters() throws IOException {
        BigGan original = ORIGINAL.tiny(inputs(ORIGINAL));
        BigGanDeep deep = DEEP.tiny(inputs(DEEP));

        double error = error(ORIGINAL, original, "linear\\..*", w -> regrouped(w, true));
        double deepError = error(DEEP, deep, "generator\\.gen_z\\..*", w -> regrouped(w, false));

        assertThat(error).isFinite().isGreaterThan(DIFFERENT);
        assertThat(deepError).isFinite().isGreaterThan(DIFFERENT);
    }

    /** Reads rows in the other order of channels and pixels. */
    private static NDArray regrouped(NDArray rows, boolean pixelsFirst) {
        NDArray groups =
                pixelsFirst
                        ? rows.reshape(PIXELS, rows.getShape().get(0) / PIXELS, -1)
                        : rows.reshape(rows.getShape().get(0) / PIXELS, PIXELS, -1);
        return groups.transpose(1, 0, 2).reshape(rows.getShape());
    }

    /** The same weights, with attention one block earlier or later, at a map of equal channels. */
    @Test
    void thePlaceOfAttentionMatters() throws IOException {
        BigGan original = ORIGINAL.tiny(inputs(ORIGINAL));
        BigGan.Plan plan = new BigGan.Plan(3, original.plan().channels(), 0);
        BigGan earlier = BigGanCases.Original.network(inputs(ORIGINAL), plan);
        Parameters moved =
                renamed(filled(original), name -> name.replace("blocks.1.1.", "blocks.0.1."));

        BigGanDeep deep = DEEP.tiny(inputs(DEEP));
        BigGanDeep later = BigGanCases.Deep.tiny(inputs(DEEP), deep.plan().attention() + 1);
        Parameters swapped = renamed(filled(deep), PublishedNetworkTests::swapped);

        assertThat(error(ORIGINAL, earlier, moved)).isFinite().isGreaterThan(DIFFERENT);
        assertThat(error(DEEP, later, swapped)).isFinite().isGreaterThan(DIFFERENT);
    }

    /** Attention, module 3, and the block behind it change their numbers. */
    private static String swapped(String name) {
        if (name.startsWith("generator.layers.3.")) {
            return name.replace("layers.3.", "layers.4.");
        }
        return name.replace("layers.4.", "layers.3.");
    }

    private static Parameters renamed(Parameters tensors, UnaryOperator<String> rename) {
        Map<String, NDArray> result = new LinkedHashMap<>();
        tensors.forEach(entry -> result.put(rename.apply(entry.getKey()), entry.getValue()));
        return Parameters.of(result);
    }

    @Test
    void withTheRightChoicesTheTinyGeneratorsAgree() throws IOException {
        BigGan original = ORIGINAL.tiny(inputs(ORIGINAL));
        BigGanDeep deep = DEEP.tiny(inputs(DEEP));

        assertThat(error(ORIGINAL, original, filled(original))).isLessThan(SAME);
        assertThat(error(DEEP, deep, filled(deep))).isLessThan(SAME);
    }

    private static Tensors inputs(OracleCase oracleCase) throws IOException {
        return OracleGoldenTests.golden(oracleCase).under("in");
    }

    private Parameters filled(GeneratorNetwork network) {
        return Formula.fill(network.layout(), workspace);
    }

    /** The error of a tiny generator some of whose weights are changed. */
    private double error(
            OracleCase oracleCase,
            GeneratorNetwork network,
            String names,
            UnaryOperator<NDArray> change)
            throws IOException {
        Parameters tensors = filled(network);
        Parameters chosen = tensors.where(name -> name.matches(names));
        assertThat(chosen.size()).isPositive();
        return error(oracleCase, network, tensors.replacedBy(chosen.map(change)));
    }

    private double error(OracleCase oracleCase, GeneratorNetwork network, Parameters tensors)
            throws IOException {
        FrozenGenerator generator =
                FrozenGenerator.of(network, tensors, oracleCase.name(), workspace);
        try (Step step = workspace.step();
                GradientMode off = GradientMode.off()) {
            Tensors found = new Tensors().put("images", BigGanCases.image(step, generator, 2));
            return OracleGoldenTests.relativeError(
                    found.get("images"),
                    OracleGoldenTests.golden(oracleCase).get("out/value/tiny-1.0"));
        }
    }
}
