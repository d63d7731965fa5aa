package io.recloop.monitor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.recloop.monitor");

    @Test
    void dependsOnContractsNumericsAndTheKitAloneOfOurOwn() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.recloop..")
                        .and(not(resideInAnyPackage(
                                "io.recloop.monitor..",
                                "io.recloop.contracts..",
                                "io.recloop.numerics..",
                                "io.recloop.kit.."))))
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.recloop.monitor.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void verdictsArePure() {
        noClasses()
                .that()
                .resideInAPackage("..verdicts..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.quarkus..", "jakarta..", "org.hibernate..", "org.apache.kafka.."))
                .check(CLASSES);
    }
}
