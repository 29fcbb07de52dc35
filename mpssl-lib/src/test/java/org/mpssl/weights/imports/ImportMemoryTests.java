package org.mpssl.weights.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.UserError;
import org.mpssl.tensor.Devices;
import org.mpssl.weights.StoredTensor;
import org.mpssl.weights.WeightFile;

/** What the arithmetic of an import takes, as the system counts it. */
class ImportMemoryTests {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path RESET = Path.of("/proc/self/clear_refs");
    private static final short ONE = 0x3c00;
    private static final NetworkDescription ANY = new NetworkDescription("any", Map.of());

    @TempDir Path folder;

    /** Writes a file in half precision, in which all numbers are one. */
    private Path ones(Map<String, Shape> tensors) throws IOException {
        StringBuilder header = new StringBuilder("{");
        long end = 0;
        for (Map.Entry<String, Shape> tensor : tensors.entrySet()) {
            long start = end;
            end += 2 * tensor.getValue().size();
            header.append(start == 0 ? "" : ",")
                    .append("\"%s\":{\"dtype\":\"F16\",".formatted(tensor.getKey()))
                    .append("\"shape\":%s,".formatted(tensor.getValue().toString()))
                    .append("\"data_offsets\":[%d,%d]}".formatted(start, end));
        }
        String json = header.append("}").toString().replace("(", "[").replace(")", "]");
        byte[] text = json.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer chunk = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
        while (chunk.hasRemaining()) {
            chunk.putShort(ONE);
        }
        Path file = folder.resolve("ones.safetensors");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            out.write(length.putLong(text.length).array());
            out.write(text);
            for (long done = 0; done < end; done += chunk.capacity()) {
                out.write(chunk.array(), 0, (int) Math.min(chunk.capacity(), end - done));
            }
        }
        return file;
    }

    private static long status(String key) throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Makes the tensors of a file, or is refused; returns by how much the process grew for it. */
    private static long growth(Path in, SpectralNorm rule, boolean reordered) throws IOException {
        Devices.engine();
        try (WeightFile file = WeightFile.open(in);
                NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            List<Piece> pieces = new ArrayList<>();
            for (Piece piece : rule.fold(file.tensors())) {
                pieces.add(reordered ? BigGanNames.channelsFirst(piece) : piece);
            }
            Plan plan = new Plan(ANY, pieces, List.of());
            System.gc();
            Files.writeString(RESET, "5");
            long before = status("VmRSS");
            try {
                WeightImport.tensors(file, plan, manager);
            } catch (UserError e) {
                assertThat(e).hasMessageContaining("asks for more memory");
            }
            return status("VmHWM") - before;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TORCH, 2048 1024 3 3",
        "TORCH_CHANNELS_LAST, 2048 1024 3 3",
        "BIGGAN_PYTORCH, 2048 1024 3 3",
        "TF_HUB, 16384 1024",
        "TORCH_CHANNELS_LAST, 16384 1024",
        "BIGGAN_PYTORCH, 1 16777216",
        "TORCH, 1 16777216",
        "TF_HUB, 16777216 1"
    })
    void whatAnImportTakesIsBoundedByTheFile(SpectralNorm rule, String sizes) throws IOException {
        assumeTrue(Files.isWritable(RESET), "only Linux says what a process took at most");
        long[] axes =
                java.util.Arrays.stream(sizes.split(" ", -1)).mapToLong(Long::parseLong).toArray();
        Shape shape = new Shape(axes);
        String[] names =
                switch (rule) {
                    case BIGGAN_PYTORCH -> new String[] {"weight", "u0", "sv0"};
                    case TF_HUB -> new String[] {"weight_bar", "weight_u", "weight_v"};
                    default -> new String[] {"weight_orig", "weight_u", "weight_v"};
                };
        boolean reordered = axes.length == 2 && axes[0] % 16 == 0;
        growth(ones(module(names, new Shape(16, 2))), rule, reordered); // loads what is loaded once

        Path in = ones(module(names, shape));
        long growth = growth(in, rule, reordered);

        assertThat(growth).isLessThan(4 * Files.size(in) + (16 << 20));
    }

    private static Map<String, Shape> module(String[] names, Shape shape) {
        long rows = shape.get(0);
        return Map.of(
                "m." + names[0], shape,
                "m." + names[1], new Shape(rows),
                "m." + names[2], new Shape(shape.size() / rows));
    }

    /** A view of a source would outlive the memory that it looks into. */
    @Test
    void aPieceWithAStepOwnsItsMemory() {
        Devices.engine();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray source = manager.ones(new Shape(2, 3));
            Piece piece = new Piece("p", source.getShape(), List.of(tensor()), a -> a.get(0), 0);
            NDArray made =
                    piece.then(new Shape(3, 2), NDArray::transpose).recipe().apply(List.of(source));
            source.muli(2);

            assertThat(made.toFloatArray()).containsOnly(1);
        }
    }

    private static StoredTensor tensor() {
        return FullSize.tfhub(128).get(0);
    }
}
