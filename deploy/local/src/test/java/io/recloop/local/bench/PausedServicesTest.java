package io.recloop.local.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PausedServicesTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void aPausedServiceStandsStillUntilItIsResumed() throws Exception {
        var process = new ProcessBuilder("sleep", "60").start();
        try {
            var paused = new PausedServices(service -> Optional.of(process.toHandle()));

            paused.pause(Set.of(Service.TRAINING));
            await().until(() -> state(process).equals("T"));

            paused.resume(Set.of(Service.TRAINING));
            await().until(() -> !state(process).equals("T"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void saysWhichServiceDoesNotRun() {
        var paused = new PausedServices(service -> Optional.empty());

        assertThatThrownBy(() -> paused.pause(Set.of(Service.MONITOR)))
                .isInstanceOf(LocalFailure.class)
                .hasMessage("monitor does not run");
    }

    private static String state(Process process) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("State:"))
                .map(line -> line.replaceFirst("State:\\s+(\\S).*", "$1"))
                .findFirst()
                .orElseThrow();
    }
}
