package io.recloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.events.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What the commands of those who respond to incidents ask of the alert service, and what they print.
class AlertResponseCommandsTest extends AlertServiceStub {
    @Test
    void anIncidentIsSnoozedNotedAndMarked() throws Exception {
        answer = INCIDENT;
        var before = Clock.systemUTC().instant();
        assertThat(recloop("alerts", "snooze", ID, "--for", "2h", "--note", "after lunch"))
                .isZero();
        var request = requests.remove();
        assertThat(request).startsWith("POST /v1/incidents/" + ID + "/snooze ");
        var body = EventCodec.JSON.readTree(request.substring(request.indexOf('{')));
        assertThat(body.path("note").asText()).isEqualTo("after lunch");
        assertThat(Instant.parse(body.path("until").asText()))
                .isBetween(
                        before.plus(Duration.ofHours(2)),
                        before.plus(Duration.ofHours(2)).plusSeconds(60));

        assertThat(recloop("alerts", "note", ID, "--note", "disk 3")).isZero();
        assertThat(requests.remove()).isEqualTo("POST /v1/incidents/" + ID + "/notes {\"note\":\"disk 3\"}");
        assertThat(recloop("alerts", "mark", ID, "noise")).isZero();
        assertThat(requests.remove())
                .startsWith("POST /v1/incidents/" + ID + "/feedback ")
                .contains("\"verdict\":\"noise\"");
        assertThat(recloop("alerts", "mark", ID, "meh")).isEqualTo(2);
        assertThat(recloop("alerts", "snooze", ID, "--note", "x")).isEqualTo(2);
        assertThat(requests).isEmpty();
    }

    @Test
    void maintenanceIsBegunShownAndEnded() {
        answer = """
                {"on":true,"window":{"since":"2026-11-30T10:00:00Z","until":"2026-11-30T12:00:00Z",
                 "reason":"new\\ndb","author":"lan"}}""";
        assertThat(recloop("alerts", "maintenance", "--for", "2h", "--reason", "new db"))
                .isZero();
        assertThat(requests.remove()).startsWith("PUT /v1/maintenance ").contains("\"reason\":\"new db\"");
        assertThat(out.toString().strip()).isEqualTo("in maintenance until 2026-11-30T12:00:00Z by lan: new db");
        assertThat(recloop("alerts", "maintenance")).isZero();
        assertThat(requests.remove()).startsWith("GET /v1/maintenance");
        answer = "{\"on\":false}";
        assertThat(recloop("alerts", "maintenance", "--end")).isZero();
        assertThat(requests.remove()).startsWith("DELETE /v1/maintenance");
        assertThat(out.toString().strip()).isEqualTo("no maintenance");
        assertThat(recloop("alerts", "maintenance", "--for", "2h")).isEqualTo(2);
        assertThat(recloop("alerts", "maintenance", "--end", "--for", "2h", "--reason", "x"))
                .isEqualTo(2);
        assertThat(requests).isEmpty();
    }

    @Test
    void theRotationIsShownWithItsOverridesAndGaps() {
        answer = """
                {"rotations":[{"now":{"rotation":"shop","person":"minh","channels":["log"],"because":"override"},
                 "overrides":[{"id":"%s","person":"minh","startsAt":"2026-11-30T10:00:00Z","endsAt":"2026-11-30T12:00:00Z"}],
                 "gaps":[{"from":"2026-12-05T00:00:00Z","until":"2026-12-07T00:00:00Z","because":"outside"}]}]}""".formatted(ID);
        assertThat(recloop("alerts", "oncall", "--days", "7")).isZero();
        assertThat(requests.remove()).startsWith("GET /v1/on-call?days=7");
        assertThat(out.toString().lines())
                .containsExactly(
                        "shop  minh (override)",
                        "  " + ID + "  minh from 2026-11-30T10:00:00Z until 2026-11-30T12:00:00Z",
                        "  nobody from 2026-12-05T00:00:00Z until 2026-12-07T00:00:00Z: outside");

        answer = "{\"id\":\"%s\",\"person\":\"minh\"}".formatted(ID);
        assertThat(recloop("alerts", "oncall", "override", "shop", "minh", "--for", "8h"))
                .isZero();
        assertThat(requests.remove())
                .startsWith("POST /v1/on-call/shop/overrides ")
                .contains("\"person\":\"minh\"");
        assertThat(recloop("alerts", "oncall", "remove", ID)).isZero();
        assertThat(requests.remove()).startsWith("DELETE /v1/on-call/overrides/" + ID);
    }

    @Test
    void theRulesAreShownTheNoisiestFirst() {
        answer = """
                {"rules":[{"rule":"ctr-low","incidents":7,"acknowledged":2,"useful":1,"noise":3,"precision":0.25}]}""";
        assertThat(recloop("alerts", "stats", "--days", "7")).isZero();
        assertThat(requests.remove()).startsWith("GET /v1/alert-statistics?days=7");
        assertThat(out.toString()).contains("ctr-low").contains("7 incidents").contains("3 noise");
    }
}
