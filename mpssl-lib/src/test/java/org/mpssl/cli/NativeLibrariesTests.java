package org.mpssl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;

class NativeLibrariesTests {

    private static final String JNI = System.mapLibraryName("djl_torch");

    @TempDir private Path folder;

    private void resource(String name, String text) throws IOException {
        Path file = folder.resolve("jar").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private URLClassLoader loader() throws IOException {
        return new URLClassLoader(new URL[] {folder.resolve("jar").toUri().toURL()}, null);
    }

    private static Map<String, Long> sizes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(
                    Collectors.toMap(file -> "" + file.getFileName(), NativeLibrariesTests::size));
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBuildForAGpuIsUnpackedWithoutOne() throws Exception {
        resource(
                "native/lib/pytorch.properties",
                "version=2.3.1\nflavor=cu121\nclassifier=linux-x86_64\nlibraries=liba.so,libb.so.1");
        resource("pytorch-engine.properties", "djl_version=0.29.0");
        resource("pytorch/cu121/linux-x86_64/liba.so", "a");
        resource("pytorch/cu121/linux-x86_64/libb.so.1", "bb");
        resource("jnilib/linux-x86_64/cu121/" + JNI, "jni");
        Path cache = folder.resolve("cache");
        try (URLClassLoader loader = loader()) {
            Path unpacked = NativeLibraries.find(loader, "cu").unpack(cache);
            assertThat(unpacked).isEqualTo(cache.resolve("2.3.1-cu121-linux-x86_64"));
            assertThat(sizes(unpacked))
                    .isEqualTo(Map.of("liba.so", 1L, "libb.so.1", 2L, "0.29.0-" + JNI, 3L));
            assertThat(NativeLibraries.find(loader, "cu").unpack(cache)).isEqualTo(unpacked);
            assertThat(cache).isDirectoryNotContaining("glob:**/part*");
            assertThatThrownBy(() -> NativeLibraries.find(loader, "cpu"))
                    .isInstanceOf(UserError.class);
        }
    }

    @Test
    void aBuildForAGpuThatIsNotOnTheClassPath() throws Exception {
        try (URLClassLoader loader = loader()) {
            assertThatThrownBy(() -> NativeLibraries.find(loader, "cu"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("WORKBENCH_GPU=build");
        }
    }

    @Test
    @Tag("system")
    void unpacksWhatTheEngineUnpacksToo() throws Exception {
        Engine.getEngine("PyTorch");
        Path mine =
                NativeLibraries.find(getClass().getClassLoader(), "cpu")
                        .unpack(folder.resolve("cache"));
        Path its = Utils.getEngineCacheDir("pytorch").resolve(mine.getFileName());
        assertThat(sizes(mine)).isEqualTo(sizes(its));
    }
}
