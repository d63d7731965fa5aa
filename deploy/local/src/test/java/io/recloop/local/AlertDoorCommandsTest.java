package io.recloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.events.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What the commands of alerts ask of the alert service, and what they print.
class AlertDoorCommandsTest extends AlertServiceStub {
    private static final String SILENCE = """
            {"id":"%s","state":"active","matchers":["team=\\"a\\""],"startsAt":"2026-11-30T10:00:00Z",
             "endsAt":"2026-11-30T12:00:00Z","createdBy":"lan","comment":"moving\\ndb1"}""".formatted(ID);

    @Test
    void anAlertIsSentAndTheIncidentNamed() throws Exception {
        answer = "{\"alerts\":[{\"fingerprint\":\"0a\",\"effect\":\"opened\",\"incident\":\"" + ID + "\"}]}";

        assertThat(recloop(
                        "alerts", "send", "DiskFull", "-l", "host=db1", "--severity", "critical", "--summary", "full"))
                .isZero();

        assertThat(requests.peek())
                .startsWith("POST /v1/alerts ")
                .contains(
                        "\"name\":\"DiskFull\"",
                        "\"host\":\"db1\"",
                        "\"severity\":\"critical\"",
                        "\"summary\":\"full\"")
                .doesNotContain("endsAt");
        assertThat(out.toString().strip()).isEqualTo("opened: incident " + ID);
        assertThat(recloop("alerts", "send", "DiskFull", "--json")).isZero();
        assertThat(EventCodec.JSON
                        .readTree(out.toString())
                        .path("alerts")
                        .path(0)
                        .path("effect")
                        .asText())
                .isEqualTo("opened");
    }

    @Test
    void anAlertThatIsOverHasAnEnd() {
        answer = "{\"alerts\":[{\"fingerprint\":\"0a\",\"effect\":\"unchanged\"}]}";

        assertThat(recloop("alerts", "send", "DiskFull", "--resolve")).isZero();

        assertThat(requests.peek()).contains("\"endsAt\":\"");
        assertThat(out.toString().strip()).isEqualTo("unchanged: no incident");
    }

    @Test
    void aSilenceHasMatchersAReasonAndAnEnd() throws Exception {
        answer = SILENCE;
        var before = Clock.systemUTC().instant();

        assertThat(recloop("alerts", "silence", "add", "team=a", "host=~db.*", "--for", "2h", "-c", "moving db1"))
                .isZero();

        var request = requests.remove();
        assertThat(request).startsWith("POST /v1/silences ").contains("\"comment\":\"moving db1\"");
        var body = EventCodec.JSON.readTree(request.substring("POST /v1/silences ".length()));
        assertThat(body.path("matchers").toString()).isEqualTo("[\"team=a\",\"host=~db.*\"]");
        assertThat(Instant.parse(body.path("endsAt").asText()))
                .isBetween(
                        before.plus(Duration.ofHours(2)),
                        before.plus(Duration.ofHours(2)).plusSeconds(60));
        assertThat(out.toString().strip())
                .isEqualTo(ID + "  active   until 2026-11-30T12:00:00Z  team=\"a\"  by lan: moving db1");
    }

    @Test
    void aSilenceWithoutAReasonIsRefusedBeforeAnybodyIsAsked() {
        assertThat(recloop("alerts", "silence", "add", "team=a")).isEqualTo(2);
        assertThat(err.toString()).contains("--comment");
        assertThat(recloop("alerts", "silence", "add", "-c", "x")).isEqualTo(2);
        assertThat(recloop("alerts", "silence", "add", "a=b", "-c", "x", "--for", "soon"))
                .isEqualTo(2);
        assertThat(recloop("alerts", "silence", "expire", "nonsense")).isEqualTo(2);
        assertThat(requests).isEmpty();
    }

    @Test
    void silencesAreListedPreviewedAndEnded() {
        answer = "{\"silences\":[" + SILENCE + "]}";
        assertThat(recloop("alerts", "silence", "list", "--state", "all")).isZero();
        assertThat(requests.remove()).startsWith("GET /v1/silences?state=all");
        assertThat(out.toString()).contains(ID).hasLineCount(1);
        answer = "{\"silences\":[]}";
        assertThat(recloop("alerts", "silence", "list")).isZero();
        assertThat(requests.remove()).startsWith("GET /v1/silences?state=current");
        assertThat(out.toString().strip()).isEqualTo("no silences");

        answer = "{\"total\":1,\"alerts\":[{\"labels\":{\"alertname\":\"A\",\"x\":\"b\\nc\"},"
                + "\"startsAt\":\"2026-11-30T10:00:00Z\"}]}";
        assertThat(recloop("alerts", "silence", "preview", "team=a")).isZero();
        assertThat(requests.remove()).startsWith("POST /v1/silences/preview {\"matchers\":[\"team=a\"]}");
        assertThat(out.toString().lines())
                .containsExactly("1 alerts would be silenced", "2026-11-30T10:00:00Z  alertname=A x=b c");

        answer = SILENCE;
        assertThat(recloop("alerts", "silence", "expire", ID)).isZero();
        assertThat(requests.remove()).startsWith("DELETE /v1/silences/" + ID);
    }

    @Test
    void incidentsAreListedAndTheirTextsStayOnOneLine() {
        answer = "{\"total\":3,\"incidents\":[" + INCIDENT + "]}";

        assertThat(recloop("alerts", "list", "--status", "all", "--severity", "error", "--limit", "1"))
                .isZero();

        assertThat(requests.remove()).startsWith("GET /v1/incidents?status=all&limit=1&severity=error");
        assertThat(out.toString().lines())
                .containsExactly(
                        ID
                                + "  error     open      since 2026-11-30T10:00:00Z  DiskFull: full [2J  (acknowledged by lan)",
                        "and 2 more");
        answer = "{\"total\":0,\"incidents\":[]}";
        assertThat(recloop("alerts", "list")).isZero();
        assertThat(requests.remove()).startsWith("GET /v1/incidents?status=open&limit=50 ");
        assertThat(out.toString().strip()).isEqualTo("no incidents");
        assertThat(recloop("alerts", "list", "--severity", "bad")).isEqualTo(2);
        assertThat(requests).isEmpty();
    }

    @Test
    void anIncidentIsShownWithWhatHappenedAndWhoWasNotified() {
        answer = "{\"incident\":" + INCIDENT
                + ",\"events\":[{\"kind\":\"OPENED\",\"actor\":\"prometheus\",\"message\":\"full\","
                + "\"occurredAt\":\"2026-11-30T10:00:00Z\"}],"
                + "\"notifications\":[{\"channel\":\"oncall\",\"reason\":\"FIRED\",\"state\":\"PENDING\","
                + "\"attempts\":[{},{}],\"lastError\":\"503\"}]}";

        assertThat(recloop("alerts", "show", ID)).isZero();

        assertThat(requests.remove()).startsWith("GET /v1/incidents/" + ID);
        assertThat(out.toString())
                .contains(
                        "host = db1",
                        "OPENED        prometheus: full",
                        "oncall  FIRED       PENDING, attempts: 2: 503");
    }

    @Test
    void anIncidentIsAcknowledgedAndResolvedWithANote() {
        answer = INCIDENT;

        assertThat(recloop("alerts", "ack", ID, "--note", "looking")).isZero();
        assertThat(requests.remove()).isEqualTo("POST /v1/incidents/" + ID + "/acknowledge {\"note\":\"looking\"}");
        assertThat(recloop("alerts", "resolve", ID, "--note", "gone")).isZero();
        assertThat(requests.remove()).isEqualTo("POST /v1/incidents/" + ID + "/resolve {\"note\":\"gone\"}");

        assertThat(recloop("alerts", "ack", ID)).isEqualTo(2);
        assertThat(err.toString()).contains("--note");
        assertThat(requests).isEmpty();
    }

    @Test
    void aRefusalIsOneLineWithItsReason() {
        status = 400;
        answer = "{\"detail\":\"matchers: bad matcher format: team\"}";

        assertThat(recloop("alerts", "silence", "preview", "team")).isEqualTo(2);

        assertThat(err.toString().strip())
                .contains("400: matchers: bad matcher format: team")
                .hasLineCount(1);
    }
}
