package io.recloop.recommender;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.recloop.recommender.reranking.RerankingConfig;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.recloop.recommender");

    @Test
    void dependsOnContractsNumericsAndTheKitAloneOfOurPackages() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.recloop..")
                        .and(not(resideInAnyPackage(
                                "io.recloop.recommender..",
                                "io.recloop.contracts..",
                                "io.recloop.numerics..",
                                "io.recloop.kit.."))))
                .check(CLASSES);
    }

    @Test
    void hasNoPackageCycles() {
        slices().matching("io.recloop.recommender.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void ranksWithoutAFrameworkAClockOrIo() {
        noClasses()
                .that()
                .resideInAPackage("io.recloop.recommender.ranking..")
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "java.lang..",
                        "java.util..",
                        "org.jspecify..",
                        "io.recloop.recommender.ranking..",
                        "io.recloop.contracts.bundle..",
                        "io.recloop.numerics..")))
                .check(CLASSES);
    }

    @Test
    void reranksWithoutAFrameworkAClockOrIo() {
        noClasses()
                .that()
                .resideInAPackage("io.recloop.recommender.reranking..")
                .and(isNotConfiguration())
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "java.lang..",
                        "java.util..",
                        "org.jspecify..",
                        "io.recloop.recommender.reranking..",
                        "io.recloop.recommender.ranking..")))
                .check(CLASSES);
    }

    /// A configuration mapping is an interface whose annotations are the framework's.
    private static DescribedPredicate<JavaClass> isNotConfiguration() {
        return DescribedPredicate.describe(
                "not configuration", type -> !type.getName().startsWith(RerankingConfig.class.getName()));
    }
}
