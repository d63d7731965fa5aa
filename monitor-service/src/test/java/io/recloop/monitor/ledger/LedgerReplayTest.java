package io.recloop.monitor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.embedded.TestStack;
import io.recloop.monitor.summaries.SummaryCell;
import java.io.File;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The same events give byte-identical cells, whatever happens while they are counted.
class LedgerReplayTest {
    private static Map<String, String> undisturbed;

    @BeforeAll
    static void countOnce() throws SQLException {
        try (var stream = LedgerStream.open(LedgerStream.newDatabase())) {
            stream.read(LedgerStream.events(), 1_000);
            undisturbed = stream.cells();
        }
        assertThat(undisturbed).hasSizeGreaterThan(400);
        assertThat(undisturbed.keySet()).allMatch(key -> key.endsWith("true"));
        assertThat(undisturbed.values())
                .allSatisfy(cell -> assertThat(cell.length() / 2).isLessThan(8_000));
    }

    @Test
    void otherBoundariesOfBatchesGiveTheSameBytes() throws SQLException {
        try (var stream = LedgerStream.open(LedgerStream.newDatabase())) {
            stream.read(LedgerStream.events(), 317);

            assertThat(stream.cells()).isEqualTo(undisturbed);
        }
    }

    @Test
    void twoReplicasGiveWhatOneGives() throws SQLException {
        var url = LedgerStream.newDatabase();
        var log = LedgerStream.events();
        try (var one = LedgerStream.open(url);
                var other = LedgerStream.open(url)) {
            long offset = 0;
            int refused = 0;
            for (int i = 0; offset < log.size(); i++) {
                // Both believe in the same offset; the first one moves it.
                var first = i % 3 == 0 ? one : other;
                var second = first == one ? other : one;
                first.take(log, offset, 700);
                refused += second.take(log, offset, 500) ? 0 : 1;
                offset = one.offset();
                if (i % 4 == 0) {
                    second.fold(offset);
                }
            }
            other.fold(offset + 100_000);

            assertThat(one.cells()).isEqualTo(undisturbed);
            assertThat(refused).isGreaterThan(10);
        }
    }

    @Test
    void aProcessThatIsKilledAgainAndAgainGivesTheSameBytes() throws Exception {
        var url = LedgerStream.newDatabase();
        int kills = 0;
        Process process = start(url);
        try (var watched = LedgerStream.open(url)) {
            long before = 0;
            while (process.isAlive() || process.exitValue() != 0) {
                // Killed whenever it has counted some more, wherever it is by then.
                long offset = watched.offset();
                if (offset - before > 3_000 && kills < 6) {
                    process.destroyForcibly().waitFor();
                    before = offset;
                    kills++;
                    process = start(url);
                } else if (process.waitFor(20, TimeUnit.MILLISECONDS) && process.exitValue() != 0) {
                    throw new AssertionError("the process ended with " + process.exitValue());
                }
            }

            assertThat(kills).isGreaterThanOrEqualTo(3);
            assertThat(watched.cells()).isEqualTo(undisturbed);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String url) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .replace("\n", File.pathSeparator),
                        LedgerStream.class.getName(),
                        url,
                        TestStack.shared().user(),
                        TestStack.shared().password(),
                        "211")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void whatIsReadDoesNotDependOnWhatHasBeenFolded() throws SQLException {
        var log = LedgerStream.events();
        var from = LedgerStream.BEGIN.plus(Duration.ofHours(3));
        var to = from.plus(Duration.ofHours(50));
        try (var stream = LedgerStream.open(LedgerStream.newDatabase())) {
            for (long offset = 0; offset < log.size(); offset = stream.offset()) {
                stream.take(log, offset, 5_000);
            }
            var parts = read(stream, from, to);
            // Hours, of which the first are closed.
            stream.fold(15_000);
            var hours = read(stream, from, to);
            stream.fold(log.size() + 100_000L);
            var days = read(stream, from, to);

            assertThat(hours).isEqualTo(parts);
            assertThat(days).isEqualTo(parts);
        }
    }

    private static String read(LedgerStream stream, java.time.Instant from, java.time.Instant to) throws SQLException {
        var bytes = HexFormat.of()
                .formatHex(stream.ledger
                        .total(LedgerStream.TENANT, LedgerMetric.INTERACTIONS_ITEM, LedgerSeries.ALL, from, to)
                        .bytes());
        stream.commit();
        return bytes;
    }

    @Test
    void segmentsArePartsOfTheWhole() throws SQLException {
        try (var stream = LedgerStream.open(LedgerStream.newDatabase())) {
            stream.take(LedgerStream.events(), 0, 2_000);
            var to = LedgerStream.BEGIN.plus(Duration.ofHours(24));
            long phones = LedgerStream.events().subList(0, 2_000).stream()
                    .filter(event -> event.context().containsValue("phone"))
                    .count();

            var all = stream.ledger.total(
                    LedgerStream.TENANT, LedgerMetric.INTERACTIONS_ACTION, LedgerSeries.ALL, LedgerStream.BEGIN, to);
            var phone = stream.ledger.total(
                    LedgerStream.TENANT, LedgerMetric.INTERACTIONS_ACTION, "device=phone", LedgerStream.BEGIN, to);

            assertThat(all.events()).isEqualTo(2_000);
            assertThat(phone.events()).isEqualTo(phones).isPositive();
        }
    }

    @Test
    void anErasedPersonIsInNoCellAnyMore() throws SQLException {
        try (var stream = LedgerStream.open(LedgerStream.newDatabase())) {
            var log = LedgerStream.events();
            stream.take(log, 0, 10_000);
            stream.fold(0);
            stream.take(log, 10_000, 5_000);
            var user = "user-7";

            int changed = stream.erasure.erase(LedgerStream.TENANT, user);
            stream.commit();

            assertThat(changed).isGreaterThan(1);
            assertThat(stream.erasure.erase(LedgerStream.TENANT, user)).isZero();
            stream.commit();
            assertThat(stream.cells().values())
                    .allSatisfy(cell -> SummaryCell.read(HexFormat.of().parseHex(cell)));
        }
    }
}
