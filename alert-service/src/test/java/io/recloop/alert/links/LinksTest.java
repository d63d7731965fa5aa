package io.recloop.alert.links;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.recloop.alert.AlertTables;
import io.recloop.alert.Alerts;
import io.recloop.alert.incidents.IncidentArchive;
import io.recloop.alert.incidents.IncidentView;
import io.recloop.alert.incidents.Incidents;
import io.recloop.contracts.events.Severity;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Acknowledgement by whom a message has reached, over HTTP and without a token of the service.
@QuarkusTest
@TestProfile(LinksTest.WithLinks.class)
@QuarkusTestResource(AlertStack.class)
class LinksTest {
    private static final String SECRET = "a secret of more than thirty-two characters";
    private static final String SLACK = "slack's own secret";

    private final Alerts alerts = Alerts.about(UUID.randomUUID().toString());

    public static final class WithLinks implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "recloop.alert.links.base-url", "https://alerts.example/",
                    "recloop.alert.links.secret", SECRET,
                    "recloop.alert.links.slack-signing-secret", SLACK);
        }
    }

    @BeforeEach
    void fires() {
        AlertTables.bean(Incidents.class)
                .apply(alerts.raised(
                        alerts.label(), Severity.WARNING, Clock.systemUTC().instant(), "<script>alert(1)</script>"));
    }

    @Test
    void lookingAtTheLinkShowsTheIncidentAndChangesNothing() {
        given().get(path(token()))
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(containsString("&lt;script&gt;"))
                .body(not(containsString("<script>")))
                .body(containsString("<button>Acknowledge</button>"));

        assertThat(incident().status()).isEqualTo("firing");
    }

    @Test
    void theButtonAcknowledgesTheOneIncident() {
        given().post(path(token()))
                .then()
                .statusCode(200)
                .body(containsString("acknowledged by link"))
                .body(not(containsString("<button>")));

        assertThat(incident().status()).isEqualTo("acknowledged");
    }

    @Test
    void aForgedAnExpiredAndAnUnknownLinkDoNothing() {
        var good = token();
        var changed = good.substring(0, 5) + (good.charAt(5) == 'A' ? 'B' : 'A') + good.substring(6);
        var past = Clock.offset(Clock.systemUTC(), Duration.ofDays(-8));
        for (var bad : new String[] {
            changed,
            "x",
            "%00",
            new AckLinks(config("another secret of thirty-two characters"), Clock.systemUTC())
                    .token(incident().id()),
            new AckLinks(config(SECRET), past).token(incident().id()),
            new AckLinks(config(SECRET), Clock.systemUTC()).token(UUID.randomUUID())
        }) {
            given().post(path(bad)).then().statusCode(404);
        }

        assertThat(incident().status()).isEqualTo("firing");
    }

    @Test
    void theButtonInSlackAcknowledges() {
        slack(payload(token()), Clock.systemUTC().instant(), SLACK).statusCode(200);

        assertThat(incident().status()).isEqualTo("acknowledged");
        assertThat(incident().acknowledgement()).isNotNull().extracting("by").isEqualTo("slack:lan");
    }

    @Test
    void aRequestThatSlackHasNotSignedOrNotJustNowDoesNothing() {
        var now = Clock.systemUTC().instant();
        slack(payload(token()), now, "another secret")
                .statusCode(400)
                .body("detail", equalTo("the signature is not Slack's, or the request is too old"));
        slack(payload(token()), now.minus(Duration.ofMinutes(6)), SLACK).statusCode(400);
        slack("payload=%7B", now, SLACK).statusCode(400);
        slack("nothing=1", now, SLACK).statusCode(400);
        given().contentType("application/x-www-form-urlencoded")
                .body(payload(token()))
                .post("/v1/links/slack")
                .then()
                .statusCode(400);
        slack(payload("forged"), now, SLACK).statusCode(200);

        assertThat(incident().status()).isEqualTo("firing");
    }

    private static ValidatableResponse slack(String body, Instant at, String secret) {
        var seconds = Long.toString(at.getEpochSecond());
        var signature = new Hmac(secret).of("v0:%s:%s".formatted(seconds, body).getBytes(StandardCharsets.UTF_8));
        return given().contentType("application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", seconds)
                .header("X-Slack-Signature", "v0=" + HexFormat.of().formatHex(signature))
                .body(body)
                .post("/v1/links/slack")
                .then();
    }

    private static String payload(String token) {
        return "payload=" + URLEncoder.encode("""
                        {"type":"block_actions","user":{"id":"U1","username":"lan"},
                         "actions":[{"action_id":"acknowledge","value":"%s"}]}""".formatted(token), StandardCharsets.UTF_8);
    }

    /// As the service makes it.
    private String token() {
        var link = AlertTables.bean(AckLinks.class).of(incident().id()).get("acknowledge");
        assertThat(link).startsWith("https://alerts.example/v1/links/acknowledge/");
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private static String path(String token) {
        return "/v1/links/acknowledge/" + token;
    }

    private IncidentView incident() {
        return AlertTables.bean(IncidentArchive.class).list("default", "all", null, 500, 0).incidents().stream()
                .filter(incident -> incident.fingerprint().equals(alerts.fingerprint()))
                .findFirst()
                .orElseThrow();
    }

    private static LinkConfig config(String secret) {
        return new LinkConfig() {
            @Override
            public Optional<URI> baseUrl() {
                return Optional.empty();
            }

            @Override
            public Optional<String> secret() {
                return Optional.of(secret);
            }

            @Override
            public Optional<Path> secretFile() {
                return Optional.empty();
            }

            @Override
            public Duration validFor() {
                return Duration.ofDays(7);
            }

            @Override
            public Optional<String> slackSigningSecret() {
                return Optional.empty();
            }

            @Override
            public Optional<Path> slackSigningSecretFile() {
                return Optional.empty();
            }
        };
    }
}
