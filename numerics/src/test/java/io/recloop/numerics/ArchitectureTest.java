package io.recloop.numerics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses NUMERICS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.recloop");

    @Test
    void numericsKnowsTheJdkAndItselfOnly() {
        classes()
                .that()
                .resideInAPackage("io.recloop.numerics..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.recloop.numerics..",
                        "java.lang..",
                        "java.util..",
                        "jdk.incubator.vector..",
                        "org.jspecify.annotations..")
                .check(NUMERICS);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.recloop.numerics.(*)..").should().beFreeOfCycles().check(NUMERICS);
    }

    @Test
    void onlyTheVectorKernelsTouchTheIncubatorModule() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("Vector")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(NUMERICS);
    }
}
