package org.mpssl.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files damaged at random: each is read or refused, soon, and without much memory. */
class MutationTests {

    private static final Path FOLDER = Path.of("src/test/resources/checkpoints");
    private static final long SLOWEST = TimeUnit.SECONDS.toNanos(5);

    private static byte[] file(String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(name));
    }

    /** Damages an entry of an archive and builds it again, so that the checksums are right. */
    private static byte[] inside(byte[] archive, Mutation mutation) throws IOException {
        Source source = new Source("archive", Bytes.of(archive), Container.TORCH_ZIP);
        List<Storage> entries = List.copyOf(ZipDirectory.read(source).values());
        int chosen = mutation.choice(2) == 0 ? 0 : mutation.choice(entries.size());
        TorchFiles built = TorchFiles.zip();
        for (int i = 0; i < entries.size(); i++) {
            Storage entry = entries.get(i);
            byte[] content = source.read(entry.position(), (int) entry.bytes());
            built.entry(entry.key(), i == chosen ? mutation.of(content) : content);
        }
        return built.build();
    }

    @Test
    void everyDamagedFileIsReadOrRefused() throws IOException {
        check(0, 500);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void everyOneOfTenThousandDamagedFilesIsReadOrRefused() throws IOException {
        check(1_000, 10_000);
    }

    private static void check(int firstSeed, int count) throws IOException {
        byte[] archive =
                TorchFiles.zipped(PickleBytes.oneTensor("0", 4, 0, new long[] {2, 2}, 2, 1));
        List<byte[]> files =
                List.of(
                        file("tensors.pth"),
                        file("tensors-legacy.pth"),
                        file("tensors.safetensors"),
                        file("training-legacy.pth"),
                        file("module.safetensors"),
                        archive);
        // The classes that a process loads once are not a file's doing.
        for (byte[] whole : files) {
            Allocation.ofReading(whole);
        }
        int refused = 0;
        for (int seed = firstSeed; seed < firstSeed + count; seed++) {
            Mutation mutation = new Mutation(seed);
            byte[] chosen = files.get(mutation.choice(files.size()));
            boolean isArchive = chosen[0] == 'P';
            byte[] damaged =
                    isArchive && mutation.choice(3) > 0
                            ? inside(file("training.pth"), mutation)
                            : mutation.of(chosen);
            Allocation reading;
            try {
                reading = Allocation.ofReading(damaged);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("mutation " + seed, e);
            }
            reading.assertBounded(damaged.length, "mutation " + seed);
            assertThat(reading.nanoseconds()).as("mutation " + seed).isLessThan(SLOWEST);
            refused += reading.error().isPresent() ? 1 : 0;
        }
        System.out.printf("%d of %d damaged files were refused%n", refused, count);
        assertThat(refused).isBetween(count / 2, count - count / 100);
    }
}
