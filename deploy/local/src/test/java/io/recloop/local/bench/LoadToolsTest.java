package io.recloop.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.local.layout.LocalFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadToolsTest {
    @TempDir
    Path folder;

    @Test
    void saysHowToInstallWhatIsMissing() throws Exception {
        Files.createFile(
                folder.resolve("wrk"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        LoadTool.require(folder.toString(), LoadTool.WRK);
        assertThatThrownBy(() -> LoadTool.require(folder.toString(), LoadTool.WRK, LoadTool.HEY))
                .isInstanceOf(LocalFailure.class)
                .hasMessageEndingWith("apt-get install hey");
        assertThatThrownBy(() -> LoadTool.require("/nowhere", LoadTool.WRK, LoadTool.HEY))
                .hasMessageEndingWith("apt-get install wrk hey");
    }

    @Test
    void readsTheLineThatTheScriptOfWrkPrints() {
        var result = Wrk.parse("""
                Running 2s test @ http://127.0.0.1:8080
                  1 threads and 8 connections
                Requests/sec:   7000.10
                JSON {"requestsPerSecond":7000.1,"p50":0.861,"p99":7.125,"ok":13800,"degraded":12,"tooMany":150,"unavailable":50,"failed":0,"seconds":2.000}
                """);

        assertThat(result).isEqualTo(new Wrk.Result(7000.1, 0.861, 7.125, 13_800, 12, 150, 50, 0, 2));
        assertThat(result.okPerSecond()).isEqualTo(6_900);
    }

    @Test
    void refusesWhatWrkDidNotMeasure() {
        assertThatThrownBy(() -> Wrk.parse("unable to connect to 127.0.0.1:1"))
                .isInstanceOf(LocalFailure.class)
                .hasMessage("wrk printed no result");
        assertThatThrownBy(() -> Wrk.parse("JSON {\"requestsPerSecond\":nan}")).isInstanceOf(LocalFailure.class);
    }

    @Test
    void readsTheTablesOfAllProcessesOfHeyTogether() {
        var tally = new Hey.Tally();
        tally.read("""
                response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset
                0.0010,0.0002,0.0000,0.0000,0.0009,0.0001,200,0.0011
                0.0040,0.0002,0.0000,0.0000,0.0009,0.0001,503,0.0021
                """);
        tally.read("""
                response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset
                0.0020,0.0002,0.0000,0.0000,0.0009,0.0001,200,0.0013
                """);

        assertThat(tally.times.summary()).isEqualTo(new Latencies.Summary(3, 2, 4, 4));
        assertThat(tally.failed).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoTableOfHeys() {
        assertThatThrownBy(() -> new Hey.Tally().read("Summary:\n")).isInstanceOf(LocalFailure.class);
        assertThatThrownBy(() -> new Hey.Tally().read("response-time,x\nabc\n")).isInstanceOf(LocalFailure.class);
    }

    @Test
    void percentilesAreThoseOfTheNearestRank() {
        var times = new Latencies();
        for (int millis = 100; millis >= 1; millis--) {
            times.add(millis * 1_000_000L);
        }

        assertThat(times.summary()).isEqualTo(new Latencies.Summary(100, 50, 99, 100));
        assertThat(new Latencies().summary()).isEqualTo(new Latencies.Summary(0, 0, 0, 0));
    }

    @Test
    void addsUpTheLinesOfAMetricThatBeginAsWanted() {
        var scraped = """
                # HELP jvm_memory_used_bytes The amount of used memory
                jvm_memory_used_bytes{area="heap",id="Eden Space"} 1.5E7
                jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 2.5E7
                jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 9.0E7
                """;

        assertThat(Gauges.sum(scraped, "jvm_memory_used_bytes{area=\"heap\"")).isCloseTo(4e7, within(1.0));
        assertThat(Gauges.sum(scraped, "absent")).isZero();
    }
}
