package org.mpssl.dataprep.raw;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpssl.dataprep.raw.Read.bytes;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;

class RawTreeTests {

    @TempDir private Path folder;

    @Test
    void aListThatWasTooLongToBeKeptIsNamed() {
        Limits limits = new Limits(10, 10, 1000, 5, 8, 10_000, 200, 10_000);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("lists/train.txt", bytes("123456"));
        Scan scan = Read.source(folder.resolve("a"), Packed.tar(files), limits).scan(Read.SILENT);
        RawTree tree = new RawTree(scan.files());

        assertThatThrownBy(() -> tree.lines("train.txt"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("lists/train.txt in a is too long for a list: it has 6")
                .hasMessageContaining("out of --from");
    }
}
