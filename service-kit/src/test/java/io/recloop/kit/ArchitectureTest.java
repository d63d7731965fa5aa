package io.recloop.kit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /// What only one of the five services, or what they are for, would speak of.
    private static final String DOMAIN =
            "(?s).*(recommend|interaction|model|bundle|drift|incident|notification|slot|job"
                    + "|pipeline|dataset|lake|item|user|shadow|rank).*";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.recloop.kit");

    @Test
    void dependsOnContractsAloneOfOurs() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.recloop..")
                        .and(resideOutsideOfPackages("io.recloop.kit..", "io.recloop.contracts..")))
                .check(CLASSES);
    }

    @Test
    void hasNoWordOfTheDomain() {
        assertThat(CLASSES.stream().filter(ArchitectureTest::speaksOfTheDomain)).isEmpty();
    }

    @Test
    void hasNoCycles() {
        slices().matching("io.recloop.kit.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    private static boolean speaksOfTheDomain(JavaClass type) {
        return Stream.of(
                        Stream.of(type.getSimpleName()),
                        type.getMethods().stream().map(method -> method.getName()),
                        type.getFields().stream().map(field -> field.getName()))
                .flatMap(names -> names)
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).matches(DOMAIN));
    }
}
