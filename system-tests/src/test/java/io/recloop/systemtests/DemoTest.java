package io.recloop.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The newcomer's command. It judges itself by its exit code, from what the services and the simulated users saw.
class DemoTest {
    @Test
    void theDemoSeesEveryStepOfTheLoopAndStops(@TempDir Path dataDir) throws Exception {
        var demo = LocalStack.execute(
                Map.of(),
                List.of(
                        LocalStack.ROOT.resolve("recloop").toString(),
                        "demo",
                        "--exit",
                        "--ports-from",
                        "28500",
                        "--data-dir",
                        dataDir.resolve("demo").toString()));
        assertThat(demo.exit()).as(demo.output() + demo.errors()).isZero();
    }
}
