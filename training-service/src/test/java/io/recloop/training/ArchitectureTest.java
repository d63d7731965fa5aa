package io.recloop.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.recloop.training");

    private static final DescribedPredicate<JavaClass> OURS_AND_ALLOWED = DescribedPredicate.describe(
            "of contracts, numerics, learning, the kit, this service or another project",
            type -> !type.getPackageName().startsWith("io.recloop")
                    || type.getPackageName().startsWith("io.recloop.contracts")
                    || type.getPackageName().startsWith("io.recloop.numerics")
                    || type.getPackageName().startsWith("io.recloop.learning")
                    || type.getPackageName().startsWith("io.recloop.kit")
                    || type.getPackageName().startsWith("io.recloop.training"));

    @Test
    void dependsOnContractsNumericsLearningAndTheKitAloneOfOurPackages() {
        classes().should().onlyDependOnClassesThat(OURS_AND_ALLOWED).check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.recloop.training.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theStepsOfARunAndTheSubjectsOfTheRegistryFormNoCycle() {
        slices().matching("io.recloop.training.runs.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
        slices().matching("io.recloop.training.registry.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void whatARunDoesDoesNotKnowWhoExecutesIt() {
        noClasses()
                .that()
                .resideInAPackage("io.recloop.training.runs.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.recloop.training.runs")
                .check(CLASSES);
    }
}
