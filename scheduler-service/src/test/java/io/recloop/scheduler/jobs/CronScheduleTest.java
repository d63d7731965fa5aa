package io.recloop.scheduler.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aSkippedTimeRunsAtTheMomentOfTheChange() {
        // 2026-03-29: 02:00 CET becomes 03:00 CEST, which is 01:00Z.
        assertThat(between("0 30 2 * * ?", BERLIN, "2026-03-27T12:00:00Z", "2026-03-31T12:00:00Z"))
                .containsExactly(
                        "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z");
    }

    @Test
    void aTimeThatComesTwiceRunsTheFirstTimeOnly() {
        // 2026-10-25: 03:00 CEST becomes 02:00 CET, which is 01:00Z; 02:30 is at 00:30Z and again at 01:30Z.
        assertThat(between("0 30 2 * * ?", BERLIN, "2026-10-23T12:00:00Z", "2026-10-27T12:00:00Z"))
                .containsExactly(
                        "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "2026-10-27T01:30:00Z");
    }

    @Test
    void theFirstMomentAfterTheClocksGoBackIsASecondTime() {
        assertThat(between("0 0 2 * * ?", BERLIN, "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z"))
                .containsExactly("2026-10-25T00:00:00Z", "2026-10-26T01:00:00Z");
    }

    @Test
    void theMomentOfTheChangeRunsOnceThoughItsOwnTimeAndASkippedOneFallOnIt() {
        assertThat(between("0 0 2,3 * * ?", BERLIN, "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z"))
                .containsExactly("2026-03-29T01:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z"})
    void everyQuarterOfAnHourFollowsElapsedTimeThroughBothChanges(String from) {
        var start = Instant.parse(from);
        var slots = slots("0 */15 * * * ?", BERLIN, start, start.plus(Duration.ofDays(1)));

        assertThat(slots).hasSize(96).doesNotHaveDuplicates();
        for (int i = 1; i < slots.size(); i++) {
            assertThat(Duration.between(slots.get(i - 1), slots.get(i))).isEqualTo(Duration.ofMinutes(15));
        }
    }

    @Test
    void aZoneWithoutChangesKeepsItsHour() {
        var zone = ZoneId.of("Asia/Ho_Chi_Minh");
        var slots = slots(
                "0 0 2 * * ?", zone, Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

        assertThat(slots)
                .hasSize(365)
                .allSatisfy(slot -> assertThat(slot.atZone(zone).toLocalTime()).hasToString("02:00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Africa/Casablanca",
                "America/Havana",
                "Asia/Ho_Chi_Minh"
            })
    void aDailyJobRunsOnceOnEveryDayOfAnyZone(String id) {
        var zone = ZoneId.of(id);
        for (var cron : List.of("0 0 0 * * ?", "0 30 1 * * ?", "0 15 2 * * ?", "0 0 3 * * ?")) {
            var from = LocalDate.of(2024, 1, 1).atStartOfDay(zone).toInstant().minusNanos(1);
            var until = LocalDate.of(2027, 1, 1).atStartOfDay(zone).toInstant().minusNanos(1);
            var days = slots(cron, zone, from, until).stream()
                    .map(slot -> slot.atZone(zone).toLocalDate())
                    .toList();

            assertThat(days).as("%s in %s", cron, id).hasSize(366 + 365 + 365).doesNotHaveDuplicates();
        }
    }

    @Test
    void leapDaysAndSecondsAreUnderstood() {
        assertThat(between("0 0 0 29 2 ?", ZoneId.of("UTC"), "2026-01-01T00:00:00Z", "2033-01-01T00:00:00Z"))
                .containsExactly("2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z");
        assertThat(between("0/10 * * * * ?", ZoneId.of("UTC"), "2026-01-01T00:00:00Z", "2026-01-01T00:00:30Z"))
                .containsExactly("2026-01-01T00:00:10Z", "2026-01-01T00:00:20Z", "2026-01-01T00:00:30Z");
    }

    @Test
    void whatNeverComesHasNoNextTime() {
        assertThat(new CronSchedule("0 0 0 1 1 ? 2020", BERLIN).next(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
        assertThat(new CronSchedule("0 0 0 30 2 ?", BERLIN).next(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void whatIsNoCronExpressionIsRefused() {
        assertThatThrownBy(() -> new CronSchedule("every day", BERLIN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CronSchedule("0 99 * * * ?", BERLIN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> between(String cron, ZoneId zone, String after, String until) {
        return slots(cron, zone, Instant.parse(after), Instant.parse(until)).stream()
                .map(Instant::toString)
                .toList();
    }

    private static List<Instant> slots(String cron, ZoneId zone, Instant after, Instant until) {
        var schedule = new CronSchedule(cron, zone);
        var slots = new ArrayList<Instant>();
        var next = schedule.next(after);
        while (next.isPresent() && !next.get().isAfter(until)) {
            slots.add(next.get());
            next = schedule.next(next.get());
        }
        return slots;
    }
}
