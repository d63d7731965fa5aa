package io.recloop.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.recloop.embedded");

    @Test
    void knowsNothingOfOursButTheContract() {
        var ours = DescribedPredicate.describe(
                "ours, neither of this module nor of the contract",
                (JavaClass type) -> type.getPackageName().startsWith("io.recloop")
                        && !type.getPackageName().startsWith("io.recloop.embedded")
                        && !type.getPackageName().startsWith("io.recloop.contracts"));

        noClasses().should().dependOnClassesThat(ours).check(CLASSES);
    }

    /// A service's test classpath has no broker in it: only the classes of the broker's own process may need one.
    @Test
    void onlyTheBrokersOwnProcessNeedsTheBroker() {
        classes()
                .that()
                .doNotHaveSimpleName("SingleNodeKafka")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("kafka..")
                .check(CLASSES);
    }

    /// Nor has it Testcontainers: they are for the process that starts the containers.
    @Test
    void onlyTheProcessOfTheContainersNeedsTestcontainers() {
        classes()
                .that()
                .doNotHaveSimpleName("ContainerServers")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("org.testcontainers..")
                .check(CLASSES);
    }
}
