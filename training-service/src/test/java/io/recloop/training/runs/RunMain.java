package io.recloop.training.runs;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// The executor in a process of its own, to be killed at a breakpoint. The service is started as for a test, so that
/// its repositories are there; settings are system properties.
public final class RunMain {
    private RunMain() {}

    public static void main(String[] args) {
        // Ends with the process that started it, also when that one is killed.
        Thread.ofPlatform().daemon().start(() -> {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
            Runtime.getRuntime().halt(1);
        });
        // By its name: the class itself would come from a class loader that knows nothing of the service.
        var executor = RunMain.class.getPackageName() + ".KilledExecutor";
        var failures = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(executor))
                                .build(),
                        failures);
        failures.getSummary().getFailures().forEach(failure -> failure.getException()
                .printStackTrace());
        Runtime.getRuntime().halt(2);
    }
}
