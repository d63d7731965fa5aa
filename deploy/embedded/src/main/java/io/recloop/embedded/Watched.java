package io.recloop.embedded;

/// Ends this process when another one is gone, so that a killed test run leaves nothing behind.
final class Watched {

    private Watched() {}

    static void exitAfter(long pid) {
        ProcessHandle.of(pid)
                .ifPresentOrElse(
                        handle -> handle.onExit().thenRunAsync(() -> System.exit(0)).whenComplete((done, failure) -> {}),
                        () -> System.exit(0));
    }
}
