package io.recloop.embedded;

/// Ends this process when another one is gone, so that a killed test run leaves nothing behind.
final class Watched {

    private Watched() {}

    static void exitAfter(long pid) {
        var watched = ProcessHandle.of(pid);
        Thread.ofPlatform().daemon().name("watch-" + pid).start(() -> {
            watched.ifPresent(process -> process.onExit().join());
            System.exit(0);
        });
    }
}
