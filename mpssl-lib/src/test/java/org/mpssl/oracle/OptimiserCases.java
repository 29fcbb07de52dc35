package org.mpssl.oracle;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.mpssl.tensor.Adam;
import org.mpssl.tensor.NesterovSgd;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** The optimisers over five updates with changing rates. */
final class OptimiserCases {

    private static final int UPDATES = 5;

    private OptimiserCases() {}

    static List<OracleCase> all() {
        return List.of(new Optimisers());
    }

    /** One optimiser's update with its settings bound. */
    @FunctionalInterface
    private interface Update {
        void apply(Step step, Parameters parameters, Parameters gradients, double rate);
    }

    private record Optimisers() implements OracleCase {

        @Override
        public String name() {
            return "optimisers";
        }

        @Override
        public Tensors inputs(Workspace workspace) {
            RandomStream random = Inputs.stream(name());
            Tensors inputs =
                    new Tensors()
                            .put("rates", new double[] {0.5, 0.25, 1, 0.125, 0.0625}, new Shape(5))
                            .put("momentum", 0.9)
                            .put("weight-decay", 0.01)
                            .put("beta1", 0.9)
                            .put("beta2", 0.999)
                            .put("start", tensors(random));
            for (int i = 0; i < UPDATES; i++) {
                inputs.put("gradients/" + i, tensors(random));
            }
            return inputs;
        }

        private static Tensors tensors(RandomStream random) {
            return new Tensors()
                    .put("a", random.gaussians(12), new Shape(3, 4))
                    .put("b", random.gaussians(5), new Shape(5));
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            Tensors out = new Tensors();
            double momentum = inputs.number("momentum");
            for (double decay : new double[] {0, inputs.number("weight-decay")}) {
                String name = decay == 0 ? "sgd" : "sgd-with-decay";
                Parameters start = inputs.parameters(workspace, "start");
                NesterovSgd sgd = new NesterovSgd(start, workspace.manager(), momentum, decay);
                run(inputs, workspace, start, sgd::update, name, out);
                out.put("state/" + name + "-buffers", sgd.buffers());
            }
            Parameters start = inputs.parameters(workspace, "start");
            Adam adam =
                    new Adam(
                            start,
                            workspace.manager(),
                            inputs.number("beta1"),
                            inputs.number("beta2"));
            run(inputs, workspace, start, adam::update, "adam", out);
            return out.put("state/adam-first", adam.first())
                    .put("state/adam-second", adam.second());
        }

        private static void run(
                Tensors inputs,
                Workspace workspace,
                Parameters parameters,
                Update update,
                String name,
                Tensors out) {
            double[] rates = inputs.get("rates").values();
            for (int i = 0; i < UPDATES; i++) {
                Parameters gradients = inputs.parameters(workspace, "gradients/" + i);
                try (Step step = workspace.step()) {
                    update.apply(step, parameters, gradients, rates[i]);
                }
                out.put("state/%s-%d".formatted(name, i + 1), parameters);
            }
        }
    }
}
