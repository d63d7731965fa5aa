package io.recloop.local.supervision;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A child JVM for tests: `FakeService READY_FILE MODE`, where the mode is `serve`, `die` or `never-ready`.
final class FakeService {

    private FakeService() {}

    public static void main(String[] args) throws Exception {
        var ready = Path.of(args[0]);
        switch (args[1]) {
            case "die" -> {
                System.out.println("a fatal mistake in the configuration");
                System.exit(7);
            }
            case "never-ready" -> System.out.println("still thinking");
            default ->
                Files.writeString(ready, Long.toString(ProcessHandle.current().pid()));
        }
        new CountDownLatch(1).await();
    }
}
