package org.mpssl.weights.imports;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.mpssl.weights.ElementType;
import org.mpssl.weights.Storage;
import org.mpssl.weights.StoredTensor;

/** Names and shapes of the published checkpoints, without a single element. */
final class FullSize {

    private static final int EMBEDDING = 128;
    private static final int CLASSES = 1000;

    private final List<StoredTensor> tensors = new ArrayList<>();

    private FullSize add(String name, long... shape) {
        tensors.add(
                new StoredTensor(
                        name,
                        ElementType.F32,
                        new Shape(shape),
                        List.of(),
                        0,
                        new Storage(name, 0, 0)));
        return this;
    }

    /** Adds a weight with the vectors of its spectral norm, named by suffixes. */
    private FullSize norm(String name, String suffixes, long... shape) {
        String[] parts = suffixes.split(" ", -1);
        long rows = shape[0];
        add(name + parts[0], shape);
        return add(
                        name + parts[1],
                        parts[1].equals(".u0") ? new long[] {1, rows} : new long[] {rows})
                .add(name + parts[2], parts[2].equals(".sv0") ? 1 : new Shape(shape).size() / rows);
    }

    /** Channels of the original BigGAN: in and out of every block, times 96. */
    private static int[] channels(int resolution) {
        return switch (resolution) {
            case 128 -> new int[] {16, 16, 8, 4, 2, 1};
            case 256 -> new int[] {16, 16, 8, 8, 4, 2, 1};
            default -> new int[] {16, 16, 8, 8, 4, 2, 1, 1};
        };
    }

    private static int chunk(int resolution) {
        return resolution == 512 ? 16 : 20;
    }

    /** BigGAN-PyTorch's checkpoint, with attention behind a block. */
    static List<StoredTensor> ajbrock(int resolution, int attention) {
        String norm = ".weight .u0 .sv0";
        FullSize file = new FullSize().add("shared.weight", CLASSES, EMBEDDING);
        int[] c = channels(resolution);
        file.norm("linear", norm, 16L * 16 * 96, chunk(resolution))
                .add("linear.bias", 16 * 16 * 96);
        for (int i = 0; i + 1 < c.length; i++) {
            String block = "blocks." + i + ".0.";
            int in = 96 * c[i];
            int out = 96 * c[i + 1];
            file.norm(block + "conv1", norm, out, in, 3, 3).add(block + "conv1.bias", out);
            file.norm(block + "conv2", norm, out, out, 3, 3).add(block + "conv2.bias", out);
            file.norm(block + "conv_sc", norm, out, in, 1, 1).add(block + "conv_sc.bias", out);
            for (String which : List.of("gain", "bias")) {
                int condition = EMBEDDING + chunk(resolution);
                file.norm(block + "bn1." + which, norm, in, condition);
                file.norm(block + "bn2." + which, norm, out, condition);
            }
            for (String which : List.of("stored_mean", "stored_var")) {
                file.add(block + "bn1." + which, in).add(block + "bn2." + which, out);
            }
        }
        String place = "blocks." + attention + ".1.";
        int a = 96 * c[attention + 1];
        file.norm(place + "theta", norm, a / 8, a, 1, 1).norm(place + "phi", norm, a / 8, a, 1, 1);
        file.norm(place + "g", norm, a / 2, a, 1, 1).norm(place + "o", norm, a, a / 2, 1, 1);
        file.add(place + "gamma");
        for (String which : List.of("gain", "bias", "stored_mean", "stored_var")) {
            file.add("output_layer.0." + which, 96);
        }
        file.norm("output_layer.2", norm, 3, 96, 3, 3).add("output_layer.2.bias", 3);
        return file.tensors;
    }

    /** TF-Hub's port, under the names that the converter gives first. */
    static List<StoredTensor> tfhub(int resolution) {
        String norm = ".module.weight_bar .module.weight_u .module.weight_v";
        FullSize file = new FullSize().add("linear.weight", EMBEDDING, CLASSES);
        int[] c = channels(resolution);
        file.norm("G_linear", norm, 16L * 16 * 96, chunk(resolution));
        file.add("G_linear.module.bias", 16 * 16 * 96);
        for (int i = 0; i + 1 < c.length; i++) {
            String block = "GBlock." + i + ".";
            int in = 96 * c[i];
            int out = 96 * c[i + 1];
            file.norm(block + "conv0", norm, out, in, 3, 3).add(block + "conv0.module.bias", out);
            file.norm(block + "conv1", norm, out, out, 3, 3).add(block + "conv1.module.bias", out);
            file.norm(block + "conv_sc", norm, out, in, 1, 1);
            file.add(block + "conv_sc.module.bias", out);
            for (String bn : List.of("HyperBN", "HyperBN_1")) {
                int n = bn.endsWith("1") ? out : in;
                int condition = EMBEDDING + chunk(resolution);
                file.norm(block + bn + ".gamma_embed", norm, n, condition);
                file.norm(block + bn + ".beta_embed", norm, n, condition);
                file.add(block + bn + ".bn.running_mean", n).add(block + bn + ".bn.running_var", n);
                file.add(block + bn + ".bn.num_batches_tracked");
            }
        }
        int a = 96 * (resolution == 512 ? 4 : 2);
        file.norm("attention.theta", norm, a / 8, a, 1, 1);
        file.norm("attention.phi", norm, a / 8, a, 1, 1);
        file.norm("attention.g", norm, a / 2, a, 1, 1);
        file.norm("attention.o_conv", norm, a, a / 2, 1, 1).add("attention.gamma", 1);
        for (String which :
                List.of("weight", "bias", "running_mean", "running_var", "num_batches_tracked")) {
            file.add("ScaledCrossReplicaBN." + which, 96);
        }
        return file.norm("colorize", norm, 3, 96, 3, 3).add("colorize.module.bias", 3).tensors;
    }

    /** TF-Hub's port by BigGAN-Generator-Pretrained-Pytorch, with tables of statistics. */
    static List<StoredTensor> ivclab(int resolution) {
        String norm = ".weight_orig .weight_u .weight_v";
        FullSize file = new FullSize().add("linear.weight", CLASSES, EMBEDDING);
        int[] c = channels(resolution);
        file.norm("g_z.g_linear", norm, 16L * 16 * 96, chunk(resolution));
        file.add("g_z.g_linear.bias", 16 * 16 * 96);
        for (int i = 0; i + 1 < c.length; i++) {
            String block = i == 0 ? "gblock." : "gblock_" + i + ".";
            int in = 96 * c[i];
            int out = 96 * c[i + 1];
            file.norm(block + "conv0", norm, out, in, 3, 3).add(block + "conv0.bias", out);
            file.norm(block + "conv1", norm, out, out, 3, 3).add(block + "conv1.bias", out);
            file.norm(block + "conv_sc", norm, out, in, 1, 1).add(block + "conv_sc.bias", out);
            for (String bn : List.of("hyperbn", "hyperbn_1")) {
                int n = bn.endsWith("1") ? out : in;
                int condition = EMBEDDING + chunk(resolution);
                file.norm(block + bn + ".gamma", norm, n, condition);
                file.norm(block + bn + ".beta", norm, n, condition);
                file.tables(block + bn + ".crossreplicabn", n);
            }
        }
        int a = 96 * (resolution == 512 ? 4 : 2);
        file.norm("attention.theta", norm, a / 8, a, 1, 1);
        file.norm("attention.phi", norm, a / 8, a, 1, 1);
        file.norm("attention.g", norm, a / 2, a, 1, 1);
        file.norm("attention.o_conv", norm, a, a / 2, 1, 1).add("attention.gamma", 1);
        file.tables("scaledcrossreplicabn", 96).add("scaledcrossreplicabn.weight", 96);
        file.add("scaledcrossreplicabn.bias", 96);
        return file.norm("conv_2d", norm, 3, 96, 3, 3).add("conv_2d.bias", 3).tensors;
    }

    /** Adds statistics of every truncation, and what training would use. */
    private FullSize tables(String name, int channels) {
        add(name + ".standing_means", 50, channels).add(name + ".standing_vars", 50, channels);
        add(name + ".running_mean", channels).add(name + ".running_var", channels);
        return add(name + ".num_batches_tracked");
    }

    /** Hugging Face's BigGAN-deep. */
    static List<StoredTensor> huggingFace(int resolution) {
        String norm = ".weight_orig .weight_u .weight_v";
        int[][] layers =
                switch (resolution) {
                    case 128 -> pairs(16, 16, 16, 8, 4, 2, 1);
                    case 256 -> pairs(16, 16, 16, 8, 8, 4, 2, 1);
                    default -> pairs(16, 16, 16, 8, 8, 4, 2, 1, 1);
                };
        FullSize file = new FullSize().add("embeddings.weight", EMBEDDING, CLASSES);
        file.norm("generator.gen_z", norm, 16 * 16 * 128, 256);
        file.add("generator.gen_z.bias", 16 * 16 * 128);
        for (int i = 0; i < layers.length; i++) {
            int in = 128 * layers[i][0];
            int out = 128 * layers[i][1];
            if (i == 8) {
                String layer = "generator.layers.8.snconv1x1_";
                file.norm(layer + "theta", norm, in / 8, in, 1, 1);
                file.norm(layer + "phi", norm, in / 8, in, 1, 1);
                file.norm(layer + "g", norm, in / 2, in, 1, 1);
                file.norm(layer + "o_conv", norm, in, in / 2, 1, 1);
                file.add("generator.layers.8.gamma", 1);
            }
            String layer = "generator.layers." + (i < 8 ? i : i + 1) + ".";
            int middle = in / 4;
            long[][] kernels = {
                {middle, in, 1, 1},
                {middle, middle, 3, 3},
                {middle, middle, 3, 3},
                {out, middle, 1, 1}
            };
            for (int k = 0; k < 4; k++) {
                int n = k == 0 ? in : middle;
                file.norm(layer + "conv_" + k, norm, kernels[k]);
                file.add(layer + "conv_" + k + ".bias", kernels[k][0]);
                file.norm(layer + "bn_" + k + ".scale", norm, n, 256);
                file.norm(layer + "bn_" + k + ".offset", norm, n, 256);
                file.add(layer + "bn_" + k + ".running_means", 51, n);
                file.add(layer + "bn_" + k + ".running_vars", 51, n);
            }
        }
        file.add("generator.bn.weight", 128).add("generator.bn.bias", 128);
        file.add("generator.bn.running_means", 51, 128).add("generator.bn.running_vars", 51, 128);
        file.norm("generator.conv_to_rgb", norm, 128, 128, 3, 3);
        return file.add("generator.conv_to_rgb.bias", 128).tensors;
    }

    /**
     * Every second layer keeps its channels; the others go from one of these numbers to the next.
     */
    private static int[][] pairs(int... channels) {
        List<int[]> layers = new ArrayList<>();
        for (int i = 1; i + 1 < channels.length; i++) {
            layers.add(new int[] {channels[i], channels[i]});
            layers.add(new int[] {channels[i], channels[i + 1]});
        }
        return layers.toArray(int[][]::new);
    }

    /** torchvision's residual networks. */
    static List<StoredTensor> resNet(int expansion, int... blocks) {
        FullSize file = new FullSize().add("conv1.weight", 64, 3, 7, 7).batchNorm("bn1", 64);
        int in = 64;
        for (int stage = 0; stage < 4; stage++) {
            int width = 64 << stage;
            for (int i = 0; i < blocks[stage]; i++) {
                String block = "layer" + (stage + 1) + "." + i + ".";
                boolean wide = expansion == 4;
                file.add(block + "conv1.weight", width, in, wide ? 1 : 3, wide ? 1 : 3);
                file.batchNorm(block + "bn1", width);
                file.add(block + "conv2.weight", width, width, 3, 3);
                file.batchNorm(block + "bn2", width);
                if (wide) {
                    file.add(block + "conv3.weight", 4L * width, width, 1, 1);
                    file.batchNorm(block + "bn3", 4 * width);
                }
                if (i == 0 && in != expansion * width) {
                    file.add(block + "downsample.0.weight", (long) expansion * width, in, 1, 1);
                    file.batchNorm(block + "downsample.1", expansion * width);
                }
                in = expansion * width;
            }
        }
        return file.add("fc.weight", CLASSES, in).add("fc.bias", CLASSES).tensors;
    }

    private FullSize batchNorm(String name, int channels) {
        for (String which : List.of("weight", "bias", "running_mean", "running_var")) {
            add(name + "." + which, channels);
        }
        return add(name + ".num_batches_tracked");
    }
}
