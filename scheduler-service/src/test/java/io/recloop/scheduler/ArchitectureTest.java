package io.recloop.scheduler;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.recloop.scheduler");

    @Test
    void dependsOnContractsNumericsAndTheServiceKitAloneOfOurs() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.recloop..")
                        .and(resideOutsideOfPackages(
                                "io.recloop.scheduler..",
                                "io.recloop.contracts..",
                                "io.recloop.numerics..",
                                "io.recloop.kit..")))
                .check(CLASSES);
    }

    @Test
    void hasNoCycles() {
        slices().matching("io.recloop.scheduler.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void decidesWithoutFrameworks() {
        noClasses()
                .that()
                .haveSimpleName("SlotPlan")
                .or()
                .haveSimpleName("RemediationRules")
                .or()
                .haveSimpleName("CronSchedule")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.quarkus..", "jakarta..", "org.hibernate..", "org.apache.."))
                .check(CLASSES);
    }
}
