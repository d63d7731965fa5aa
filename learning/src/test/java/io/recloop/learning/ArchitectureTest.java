package io.recloop.learning;

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
            .importPackages("io.recloop.learning");

    @Test
    void dependsOnNoFrameworkBrokerOrDatabaseServer() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.recloop.learning..",
                        "io.recloop.contracts..",
                        "io.recloop.numerics..",
                        "java..",
                        "com.sun.management..",
                        "org.jspecify.annotations..",
                        "com.fasterxml.jackson..",
                        "org.duckdb..",
                        "org.ejml..",
                        "ai.onnxruntime..",
                        "ai.djl.huggingface..",
                        "de.siegmar.fastcsv..",
                        "picocli..",
                        "me.tongfei.progressbar..")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.recloop.learning.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theMathematicsKnowNoInput() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.recloop.learning.engine..",
                        "io.recloop.learning.als..",
                        "io.recloop.learning.bpr..",
                        "io.recloop.learning.ease..",
                        "io.recloop.learning.tuning..",
                        "io.recloop.learning.evaluation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "java.nio.file..", "org.duckdb..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineKnowsPicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.recloop.learning.offline..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "me.tongfei.progressbar..")
                .check(CLASSES);
    }
}
