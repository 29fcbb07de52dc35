package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * PyTorch's native libraries as the profiles of {@code pom.xml} name them: most of them are for
 * other machines than this one. Nothing large is downloaded, and the network is needed as for a
 * build.
 */
@Tag("soak")
class NativeProfilesTests {

    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:";

    @TempDir private Path folder;

    /** A build of the native libraries, by its coordinates. */
    record Build(String artifact, String version, String classifier) {

        /** The engine's word for what it is built for, as in {@code cpu-precxx11}. */
        String flavor() {
            return artifact.replace("pytorch-native-", "");
        }
    }

    static Stream<Build> builds() throws Exception {
        Document pom =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(RealClone.ROOT.resolve("pom.xml").toFile());
        String version = text(pom.getDocumentElement(), "libtorch.version");
        var all = pom.getElementsByTagName("dependency");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .filter(each -> text(each, "artifactId").startsWith("pytorch-native-"))
                .map(
                        each ->
                                new Build(
                                        text(each, "artifactId"),
                                        version,
                                        text(each, "classifier")));
    }

    private static String text(Element in, String tag) {
        return in.getElementsByTagName(tag).item(0).getTextContent();
    }

    private String maven(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mvn", "-B"));
        command.addAll(List.of(arguments));
        RealClone.Outcome outcome =
                new RealClone(folder)
                        .outcome(new ProcessBuilder(command).directory(RealClone.ROOT.toFile()));
        assertThat(outcome.code()).as(outcome.out()).isZero();
        return outcome.out();
    }

    /** All that Maven does not have of a jar whose checksum it can fetch is the jar. */
    @ParameterizedTest
    @MethodSource("builds")
    void whatAProfileNamesIsPublished(Build build) throws Exception {
        maven(
                "-N",
                PLUGIN + "get",
                "-Dtransitive=false",
                "-Dartifact=ai.djl.pytorch:%s:%s:jar.sha1:%s"
                        .formatted(build.artifact(), build.version(), build.classifier()));
    }

    /** The engine's bridge is one jar, with a library for each build that it can work with. */
    @ParameterizedTest
    @MethodSource("builds")
    void theEngineHasABridgeToWhatAProfileNames(Build build) {
        String folder = "/jnilib/%s/%s/".formatted(build.classifier(), build.flavor());
        assertThat(Stream.of("libdjl_torch.so", "libdjl_torch.dylib", "djl_torch.dll"))
                .as(folder)
                .anyMatch(name -> getClass().getResource(folder + name) != null);
    }

    @Test
    void theProfileOfAGpuAddsTheBuildForCudaToTheOneForTheProcessor() throws Exception {
        List<Build> cuda = builds().filter(build -> build.flavor().startsWith("cu")).toList();
        assertThat(cuda).hasSize(1);
        String gpu =
                "ai.djl.pytorch:%s:jar:%s:%s:runtime"
                        .formatted(
                                cuda.get(0).artifact(),
                                cuda.get(0).classifier(),
                                cuda.get(0).version());

        String with = tree("-Pgpu");
        String without = tree();

        assertThat(with).contains(gpu).contains("pytorch-native-cpu");
        assertThat(with).doesNotContain(cuda.get(0).classifier() + ".jar");
        assertThat(without).doesNotContain(gpu).contains("pytorch-native-cpu");
    }

    /** Collects what the library needs, of which POMs are enough. */
    private String tree(String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(
                List.of(
                        "-pl",
                        "mpssl-lib",
                        "-Dmaven.test.skip=true",
                        "-Dincludes=ai.djl.pytorch",
                        PLUGIN + "tree"));
        return maven(arguments.toArray(String[]::new));
    }
}
