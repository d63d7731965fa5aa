package io.recloop.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PrometheusRulesTest {
    @Test
    void theRulesPassTheirOwnTests() throws Exception {
        var promtool = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(promtool.isPresent(), "skipped: promtool is not on the PATH (Debian: apt install prometheus)");
        var folder = Path.of(System.getProperty("recloop.root")).resolve("deploy/observability/prometheus");
        var said = Files.createTempFile("promtool", ".txt");

        var process = new ProcessBuilder(promtool.get().toString(), "test", "rules", "recloop.rules.test.yml")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    }
}
