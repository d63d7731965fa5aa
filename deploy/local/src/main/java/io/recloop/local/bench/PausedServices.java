package io.recloop.local.bench;

import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Service;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Holds services where they are, with SIGSTOP, and lets them go on. Not thread-safe.
final class PausedServices {
    private final Function<Service, Optional<ProcessHandle>> processes;
    private final Map<Service, Long> paused = new EnumMap<>(Service.class);

    /// @param processes the process of a service that runs just now
    PausedServices(Function<Service, Optional<ProcessHandle>> processes) {
        this.processes = processes;
    }

    /// @throws LocalFailure where one of them does not run
    void pause(Set<Service> services) {
        for (var service : services) {
            if (!paused.containsKey(service)) {
                long pid = processes
                        .apply(service)
                        .orElseThrow(() -> new LocalFailure(service.label() + " does not run"))
                        .pid();
                signal("STOP", pid);
                paused.put(service, pid);
            }
        }
    }

    void resume(Set<Service> services) {
        for (var service : services) {
            var pid = paused.remove(service);
            if (pid != null) {
                signal("CONT", pid);
            }
        }
    }

    private static void signal(String name, long pid) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
            kill.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            if (kill.waitFor() != 0) {
                throw new LocalFailure("process %d cannot be paused or resumed".formatted(pid));
            }
        } catch (IOException e) {
            throw new LocalFailure("kill cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted");
        }
    }
}
