package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeFingerprintTests {

    @TempDir private Path folder;

    @Test
    void isASha256ThatStaysTheSame() {
        assertThat(CodeFingerprint.value()).matches("[0-9a-f]{64}");
        assertThat(CodeFingerprint.value()).isEqualTo(CodeFingerprint.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss", "method", "augment"})
    void everyClassOfAPackageThatComputesCounts(String name) {
        List<String> all =
                new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("org.mpssl." + name)
                                .stream()
                                .map(JavaClass::getName)
                                .filter(type -> !type.endsWith("package-info"))
                                .map(type -> type.replace('.', '/'))
                                .toList();

        assertThat(all).isNotEmpty();
        assertThat(CodeFingerprint.names()).containsAll(all);
    }

    @Test
    void optimisersNetworksDataTheTrainerAndTheEnginesScriptCount() {
        assertThat(CodeFingerprint.names())
                .contains(
                        "org/mpssl/tensor/NesterovSgd",
                        "org/mpssl/tensor/RandomStream",
                        "org/mpssl/nn/ResNet",
                        "org/mpssl/nn/BigGan",
                        "org/mpssl/data/Split",
                        "org/mpssl/train/TrainingSettings",
                        "org/mpssl/train/Trainer",
                        "org/mpssl/tensor/bridge.torchscript");
    }

    @Test
    void whatOnlyWritesReportsOrRefusesDoesNotCount() {
        assertThat(CodeFingerprint.names())
                .doesNotContain("org/mpssl/train/RunDraft", "org/mpssl/train/RunCheckpoint")
                .doesNotContain("org/mpssl/train/SpecRules", "org/mpssl/UserError")
                .noneMatch(name -> name.startsWith("org/mpssl/weights/"))
                .noneMatch(name -> name.startsWith("org/mpssl/files/"))
                .noneMatch(name -> name.startsWith("org/mpssl/study/"))
                .noneMatch(name -> name.startsWith("org/mpssl/cli/"))
                .noneMatch(name -> name.startsWith("org/mpssl/notebook/"));
    }

    @Test
    void commentsLinesAndLocalNamesDoNotCountButNumbersDo() throws IOException {
        byte[] one = compiled("class A { static int f(int a) { int b = a + 1; return b; } }");
        byte[] same =
                compiled(
                        """
                        /** With words. */
                        class A {
                            // and lines
                            static int f(int argument) {
                                int sum = argument + 1;
                                return sum;
                            }
                        }
                        """);
        byte[] other = compiled("class A { static int f(int a) { int b = a + 2; return b; } }");

        assertThat(CodeFingerprint.code(same)).isEqualTo(CodeFingerprint.code(one));
        assertThat(CodeFingerprint.code(other)).isNotEqualTo(CodeFingerprint.code(one));
        assertThat(same).isNotEqualTo(one);
    }

    private byte[] compiled(String source) throws IOException {
        Path file = Files.writeString(folder.resolve("A.java"), source);
        int failed =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-g", "-proc:none", file.toString());
        assertThat(failed).isZero();
        return Files.readAllBytes(folder.resolve("A.class"));
    }
}
