package org.mpssl;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules that keep the library's structure, checked on its classes and sources. */
class LayersTests {

    /** Each may use only those before it. */
    private static final List<String> LAYERS =
            List.of(
                    "files",
                    "tensor",
                    "weights",
                    "nn",
                    "augment",
                    "loss",
                    "data",
                    "method",
                    "train",
                    "foundation",
                    "chart",
                    "study",
                    "notebook",
                    "cli");

    private static final Set<String> FRAGILE =
            Set.of("mul", "div", "pow", "muli", "divi", "powi", "clip");

    private static final int LONGEST = 300;

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.mpssl");

    private static String inside(String layer) {
        return "org.mpssl." + layer + "..";
    }

    @TestFactory
    Stream<DynamicTest> usesOnlyLayersBeforeIt() {
        return LAYERS.stream().map(layer -> DynamicTest.dynamicTest(layer, () -> check(layer)));
    }

    private static void check(String layer) {
        List<String> forbidden =
                new ArrayList<>(LAYERS.subList(LAYERS.indexOf(layer) + 1, LAYERS.size()));
        if (layer.equals("cli")) {
            forbidden.add("notebook");
        }
        if (!forbidden.isEmpty()) {
            noClasses()
                    .that()
                    .resideInAPackage(inside(layer))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    forbidden.stream()
                                            .map(LayersTests::inside)
                                            .toArray(String[]::new)))
                    .check(CLASSES);
        }
    }

    @Test
    void everyClassBelongsToALayer() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        LAYERS.stream().map(LayersTests::inside).toArray(String[]::new))
                .should(
                        com.tngtech.archunit.lang.conditions.ArchConditions.be(
                                describe(
                                        "other than the user's error",
                                        c ->
                                                !c.isEquivalentTo(UserError.class)
                                                        && !c.getSimpleName()
                                                                .equals("package-info"))))
                .check(CLASSES);
    }

    @Test
    void onlyTensorTouchesTheEngineItself() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("tensor"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.pytorch..")
                .check(CLASSES);
    }

    @Test
    void onlyOneClassKnowsTheNotebookKernel() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.mpssl.notebook.IJavaKernel")
                .and(
                        describe(
                                "are not nested in it",
                                (JavaClass c) ->
                                        !c.getName().startsWith("org.mpssl.notebook.IJavaKernel$")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.spencerpark..")
                .check(CLASSES);
    }

    /**
     * DJL wraps such a number in memory of Java's and lets go of it at once, while a recorded graph
     * keeps pointing there: Operations.times and Step.clampToUnit are what to use instead.
     */
    @Test
    void noNumberIsHandedToAnOperationThatTheGraphRemembers() {
        noClasses().should().callMethodWhere(fragile()).check(CLASSES);
    }

    /** What a graph keeps has to lie in the engine's own memory: OwnedArrays makes it so. */
    @Test
    void whatAGraphMayKeepIsNoViewOfJavasMemory() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        inside("augment"), inside("nn"), inside("loss"), inside("method"))
                .or()
                .haveSimpleName("ImageFormat")
                .or()
                .haveSimpleName("Resize")
                .should()
                .callMethodWhere(
                        describe(
                                "makes an array of Java's numbers",
                                (JavaMethodCall call) ->
                                        call.getTargetOwner().isAssignableTo(NDManager.class)
                                                && call.getName().equals("create")))
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaMethodCall> fragile() {
        return describe(
                "multiplies, divides, raises or clips an array by a Java number",
                call ->
                        call.getTargetOwner().isAssignableTo(NDArray.class)
                                && FRAGILE.contains(call.getName())
                                && call.getTarget().getRawParameterTypes().stream()
                                        .anyMatch(p -> p.isEquivalentTo(Number.class)));
    }

    /** Where figures go is the one exception: a Java process is one kernel. */
    @Test
    void noStaticFieldCanBeReassigned() {
        fields().that()
                .areStatic()
                .and(
                        describe(
                                "are not the kernel's sink",
                                f -> !f.getFullName().equals("org.mpssl.notebook.Kernel.sink")))
                .should(
                        com.tngtech.archunit.lang.conditions.ArchConditions.have(
                                describe(
                                        "the modifier final",
                                        (JavaField f) ->
                                                f.getModifiers().contains(JavaModifier.FINAL))))
                .check(CLASSES);
    }

    @Test
    void theUsersErrorKnowsNothingOfTheLayers() {
        noClasses()
                .that(type(UserError.class))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                LAYERS.stream().map(LayersTests::inside).toArray(String[]::new)))
                .check(CLASSES);
    }

    @Test
    void noSourceFileIsLong() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            long lines = Files.readAllLines(file).size();
            if (lines > LONGEST) {
                tooLong.add(file + " has " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<Path> silent = new ArrayList<>();
        for (Path file : sources()) {
            Path folder = file.getParent();
            boolean main = folder.toString().replace('\\', '/').contains("src/main/java");
            if (main && !Files.exists(folder.resolve("package-info.java"))) {
                silent.add(folder);
            }
        }
        assertThat(silent).isEmpty();
    }

    /** The Java sources of all modules, main and test; the tests run in the folder of one. */
    private static List<Path> sources() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        List<Path> modules;
        try (Stream<Path> children = Files.list(root)) {
            modules = children.filter(c -> Files.exists(c.resolve("pom.xml"))).toList();
        }
        List<Path> sources = new ArrayList<>();
        for (Path module : modules) {
            try (Stream<Path> files = Files.walk(module.resolve("src"))) {
                files.filter(f -> f.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(100);
        return sources;
    }
}
