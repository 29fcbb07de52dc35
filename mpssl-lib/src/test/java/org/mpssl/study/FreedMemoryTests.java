package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreedMemoryTests {

    private static final Path STATUS = Path.of("/proc/self/status");

    private static final int BLOCKS = 20_000;

    private static final int BLOCK = 4_000;

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** A block at the end that stays keeps the C library from giving the others back by itself. */
    @Test
    void isGivenBackToTheSystem() throws Exception {
        assumeThat(FreedMemory.isPossible() && Files.exists(STATUS))
                .as("malloc_trim is the GNU C library's; with another one nothing is given back")
                .isTrue();
        List<Memory> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            blocks.add(new Memory(BLOCK));
            blocks.get(i).setByte(0, (byte) 1);
        }
        Memory last = new Memory(BLOCK);
        blocks.forEach(Memory::close);
        long held = residentKilobytes();
        FreedMemory.giveBack();
        assertThat(held - residentKilobytes()).isGreaterThan(40_000);
        last.close();
    }
}
