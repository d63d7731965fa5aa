package io.recloop.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.recloop.local");

    @Test
    void knowsTheServicesByTheirInterfacesAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.recloop.training..",
                        "io.recloop.learning..",
                        "io.recloop.recommender..",
                        "io.recloop.monitor..",
                        "io.recloop.alert..",
                        "io.recloop.scheduler..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.recloop.local.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheCommandsKnowTheCommandLineLibrary() {
        classes()
                .that()
                .resideInAnyPackage(
                        "io.recloop.local.layout..",
                        "io.recloop.local.supervision..",
                        "io.recloop.local.importing..",
                        "io.recloop.local.client..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("picocli..", "me.tongfei..")
                .check(CLASSES);
    }
}
