package io.recloop.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SIMULATOR = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.recloop.simulator");

    @Test
    void theSimulatorKnowsOfRecloopOnlyWhatCrossesAWire() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "com.fasterxml.jackson.databind..",
                        "org.apache.kafka..",
                        "io.recloop.contracts..",
                        "io.recloop.simulator..")
                .check(SIMULATOR);
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching("io.recloop.simulator.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SIMULATOR);
    }

    @Test
    void theTruthKnowsNoWireAndNoClock() {
        noClasses()
                .that()
                .resideInAPackage("io.recloop.simulator.shop")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "com.fasterxml..", "java.net..", "java.time..")
                .check(SIMULATOR);
    }
}
