package org.mpssl.weights;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import org.junit.jupiter.api.Test;

/** What reads weight files has no means to find or make a class, a method or a process by name. */
class NothingRunsTests {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.mpssl.weights");

    @Test
    void noClassIsFoundByItsName() {
        noClasses().should().callMethod(Class.class, "forName", String.class).check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("java.lang.reflect..")
                                .or(resideInAPackage("java.lang.invoke.."))
                                .or(resideInAPackage("javax.script..")))
                .check(CLASSES);
    }

    @Test
    void noObjectIsReadAndNoProcessStarted() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ClassLoader.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Runtime.class)
                .check(CLASSES);
    }
}
