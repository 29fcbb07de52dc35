package org.mpssl.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Properties;
import org.mpssl.UserError;

/**
 * Unpacks a build of PyTorch as the engine does at its start, without starting it.
 *
 * <p>The engine unpacks only what it can use. An image for a GPU is built where there is none, and
 * would be left without the libraries that it is built for.
 */
final class NativeLibraries {

    private final ClassLoader loader;
    private final Properties build;

    private NativeLibraries(ClassLoader loader, Properties build) {
        this.loader = loader;
        this.build = build;
    }

    /**
     * Finds a build on the class path.
     *
     * @param loader what finds it
     * @param flavour how the build's name begins: {@code cpu} or {@code cu}
     * @return the build
     * @throws UserError if there is none
     */
    static NativeLibraries find(ClassLoader loader, String flavour) throws IOException {
        for (URL url : Collections.list(loader.getResources("native/lib/pytorch.properties"))) {
            Properties build = read(url.openStream());
            String name = build.getProperty("flavor", "");
            // The CPU's name begins like CUDA's: cpu, cu121.
            if (name.startsWith(flavour) && name.startsWith("cpu") == flavour.equals("cpu")) {
                return new NativeLibraries(loader, build);
            }
        }
        throw new UserError(
                "no PyTorch build for '"
                        + flavour
                        + "' is on the class path: WORKBENCH_GPU=build"
                        + " puts that for a GPU there");
    }

    /**
     * Unpacks the libraries and the bridge to Java, each build into a folder of its own.
     *
     * @param cache the engine's folder
     * @return the folder of this build
     */
    Path unpack(Path cache) throws IOException {
        String flavour = build.getProperty("flavor");
        String platform = build.getProperty("classifier");
        Path folder = cache.resolve(build.getProperty("version") + "-" + flavour + "-" + platform);
        if (Files.exists(folder)) {
            return folder;
        }
        Files.createDirectories(cache);
        Path part = Files.createTempDirectory(cache, "part");
        for (String library : build.getProperty("libraries").split(",", -1)) {
            copy("pytorch/" + flavour + "/" + platform + "/" + library, part.resolve(library));
        }
        String bridge = System.mapLibraryName("djl_torch");
        String engine =
                read(open("pytorch-engine.properties")).getProperty("djl_version", "unknown");
        copy(
                "jnilib/" + platform + "/" + flavour + "/" + bridge,
                part.resolve(engine + "-" + bridge));
        return Files.move(part, folder);
    }

    private void copy(String resource, Path target) throws IOException {
        try (InputStream in = open(resource)) {
            Files.copy(in, target);
        }
    }

    private InputStream open(String resource) {
        InputStream in = loader.getResourceAsStream(resource);
        if (in == null) {
            throw new UserError("PyTorch's " + resource + " is not on the class path");
        }
        return in;
    }

    private static Properties read(InputStream stream) {
        try (InputStream in = stream) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
