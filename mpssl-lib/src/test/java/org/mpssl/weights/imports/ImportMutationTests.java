package org.mpssl.weights.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.nn.PublishedNetworks;
import org.mpssl.weights.Mutation;

/** Checkpoints damaged at random: each is imported, or refused and leaves no file. */
class ImportMutationTests {

    @TempDir Path folder;

    @Test
    void everyDamagedCheckpointIsImportedOrRefused() throws IOException {
        check(0, 60);
    }

    @Test
    @Tag("soak")
    void everyOneOfTwoThousandDamagedCheckpointsIsImportedOrRefused() throws IOException {
        check(1_000, 2_000);
    }

    private void check(int firstSeed, int count) throws IOException {
        List<String> files =
                List.of("torchvision.safetensors", "biggan-hf.bin", "biggan-ajbrock.pth");
        List<ImportFormat> formats =
                List.of(
                        ImportFormat.TORCHVISION,
                        ImportFormat.BIGGAN_HF,
                        ImportFormat.BIGGAN_AJBROCK);
        List<String> networks = List.of("resnet18", "biggan-deep-64", "biggan-16");
        Path in = folder.resolve("in");
        Path out = folder.resolve("out");
        int refused = 0;
        for (int seed = firstSeed; seed < firstSeed + count; seed++) {
            Mutation mutation = new Mutation(seed);
            int chosen = mutation.choice(files.size());
            byte[] content =
                    Files.readAllBytes(ImportFormatTests.FOLDER.resolve(files.get(chosen)));
            Files.write(in, damaged(content, mutation));
            WeightImport settings =
                    new WeightImport(
                            formats.get(chosen),
                            Optional.of(networks.get(chosen)),
                            Optional.empty(),
                            false);
            try {
                settings.run(in, out, PublishedNetworks::layout);
                Files.delete(out);
            } catch (UserError e) {
                refused++;
                assertThat(out).doesNotExist();
            } catch (RuntimeException e) {
                throw new AssertionError("mutation " + seed, e);
            }
        }
        assertThat(refused).isBetween(count / 2, count - 1);
    }

    /** Damages names and shapes, which are at the start, more often than numbers. */
    private static byte[] damaged(byte[] content, Mutation mutation) {
        if (mutation.choice(3) == 0) {
            return mutation.of(content);
        }
        int start = Math.min(content.length, 6_000);
        byte[] rest = java.util.Arrays.copyOfRange(content, start, content.length);
        byte[] first = mutation.of(java.util.Arrays.copyOf(content, start));
        byte[] both = java.util.Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, both, first.length, rest.length);
        return both;
    }
}
