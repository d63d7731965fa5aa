package io.recloop.alert.channels;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.recloop.alert.AlertTables;
import io.recloop.alert.FixedRouting.Hook;
import io.recloop.alert.SettableClock;
import io.recloop.alert.messages.TestNotices;
import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.AttemptResult.Delivered;
import io.recloop.alert.notifications.AttemptResult.Refused;
import io.recloop.alert.notifications.AttemptResult.Retry;
import io.recloop.alert.routing.ChannelType;
import io.recloop.contracts.events.EventCodec;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What each receiver gets, and what its answers mean.
@QuarkusTest
@TestProfile(AlertTables.ByHand.class)
@QuarkusTestResource(AlertStack.class)
class ReceiversTest {
    private static final String HOSTILE = "<!channel> & *bold* _x_";

    private final ChannelFactory factory = TestChannels.factory(new SettableClock(TestNotices.AT));
    private WireMockServer receiver;

    @BeforeEach
    void start() {
        QuarkusTransaction.requiringNew().run(() -> AlertTables.bean(EntityManager.class)
                .createNativeQuery("truncate alert.channel_message")
                .executeUpdate());
        receiver = new WireMockServer(wireMockConfig().dynamicPort());
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop();
    }

    @Test
    void slackGetsColourTitleTextFooterAndTimeWithoutMarkupOfOthers() throws Exception {
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withBody("ok")));

        var result = send(hook(ChannelType.SLACK), "incident.fired", HOSTILE);

        assertThat(result).isInstanceOf(Delivered.class);
        var attachment = lastBody().at("/attachments/0");
        assertThat(attachment.path("color").asText()).isEqualTo("#ff0000");
        assertThat(attachment.path("title").asText()).contains("ctr-low", "&lt;!channel&gt; &amp;");
        assertThat(attachment.path("text").asText()).doesNotContain("<!channel>");
        assertThat(attachment.path("mrkdwn_in")).isEmpty();
        assertThat(attachment.path("footer").asText()).contains("monitor-service");
        assertThat(attachment.path("ts").asLong()).isEqualTo(TestNotices.AT.getEpochSecond());
    }

    @Test
    void aSlackBotChangesItsFirstMessage() throws Exception {
        receiver.stubFor(
                post("/api/chat.postMessage").willReturn(okJson("{\"ok\":true,\"channel\":\"C1\",\"ts\":\"17.5\"}")));
        receiver.stubFor(
                post("/api/chat.update").willReturn(okJson("{\"ok\":true,\"channel\":\"C1\",\"ts\":\"17.5\"}")));
        var bot = Hook.of(ChannelType.SLACK)
                .set("url", receiver.url("/api/"))
                .set("token", "xoxb-1")
                .set("chat", "#ops");

        send(bot, "incident.fired", "CTR fell");
        assertThat(lastBody().path("channel").asText()).isEqualTo("#ops");
        // No button that leads nowhere: the notification has no link to acknowledge by.
        assertThat(lastBody().path("attachments")).hasSize(1);
        send(bot, "incident.resolved", "CTR fell");

        var update = receiver.findAll(postRequestedFor(anyUrl())).getLast();
        assertThat(update.getUrl()).isEqualTo("/api/chat.update");
        assertThat(update.getHeader("authorization")).isEqualTo("Bearer xoxb-1");
        assertThat(lastBody().path("ts").asText()).isEqualTo("17.5");
        assertThat(lastBody().path("channel").asText()).isEqualTo("C1");
        assertThat(lastBody().path("attachments")).hasSize(1);
    }

    @Test
    void slackSaysNoWithStatus200() {
        var bot = Hook.of(ChannelType.SLACK)
                .set("url", receiver.url("/api/"))
                .set("token", "xoxb-1")
                .set("chat", "#ops");
        receiver.stubFor(post(anyUrl()).willReturn(okJson("{\"ok\":false,\"error\":\"channel_not_found\"}")));
        assertThat(send(bot, "incident.fired", "x")).isEqualTo(new Refused(200, "Slack: channel_not_found"));

        receiver.stubFor(post(anyUrl())
                .willReturn(okJson("{\"ok\":false,\"error\":\"ratelimited\"}").withHeader("Retry-After", "30")));
        assertThat(send(bot, "incident.fired", "x"))
                .isEqualTo(new Retry(200, "Slack: ratelimited", Optional.of(Duration.ofSeconds(30))));
    }

    @Test
    void teamsGetsAnAdaptiveCardWithoutMarkdown() throws Exception {
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(202)));

        var result = send(hook(ChannelType.TEAMS), "incident.fired", "[click](http://evil)".repeat(2_000));

        assertThat(result).isInstanceOf(Delivered.class);
        var sent = receiver.findAll(postRequestedFor(anyUrl())).getLast().getBody();
        assertThat(sent).hasSizeLessThan(28 * 1024);
        var card = lastBody().at("/attachments/0");
        assertThat(card.path("contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(card.at("/content/type").asText()).isEqualTo("AdaptiveCard");
        assertThat(card.at("/content/body/0/type").asText()).isEqualTo("RichTextBlock");
        assertThat(card.toString()).doesNotContain("\"TextBlock\"");
    }

    @Test
    void telegramGetsPlainTextAndItsWishToWaitIsHeard() throws Exception {
        var bot = Hook.of(ChannelType.TELEGRAM)
                .set("url", receiver.url("/"))
                .set("token", "12:secret")
                .set("chat", "-100");
        receiver.stubFor(post(anyUrl()).willReturn(okJson("{\"ok\":true,\"result\":{\"message_id\":44}}")));
        send(bot, "incident.fired", HOSTILE + "y".repeat(9_000));
        assertThat(receiver.findAll(postRequestedFor(anyUrl())).getLast().getUrl())
                .isEqualTo("/bot12:secret/sendMessage");
        assertThat(lastBody().has("parse_mode")).isFalse();
        assertThat(lastBody().path("text").asText())
                .hasSizeLessThanOrEqualTo(4_096)
                .contains(HOSTILE);
        send(bot, "incident.resolved", "x");
        assertThat(lastBody().at("/reply_parameters/message_id").asLong()).isEqualTo(44);

        receiver.stubFor(post(anyUrl())
                .willReturn(aResponse().withStatus(429).withBody("{\"ok\":false,\"parameters\":{\"retry_after\":7}}")));
        assertThat(send(bot, "incident.fired", "x"))
                .isEqualTo(new Retry(429, "HTTP 429", Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void pagerDutyTriggersAndResolvesUnderOneKey() throws Exception {
        var pager = hook(ChannelType.PAGERDUTY).set("token", "R0");
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(202)));

        send(pager, "incident.fired", "s".repeat(5_000));
        var trigger = lastBody();
        send(pager, "incident.resolved", "x");

        assertThat(trigger.path("routing_key").asText()).isEqualTo("R0");
        assertThat(trigger.path("event_action").asText()).isEqualTo("trigger");
        assertThat(trigger.at("/payload/severity").asText()).isEqualTo("critical");
        assertThat(trigger.at("/payload/summary").asText()).hasSizeLessThanOrEqualTo(1_024);
        assertThat(lastBody().path("event_action").asText()).isEqualTo("resolve");
        assertThat(lastBody().path("dedup_key")).isEqualTo(trigger.path("dedup_key"));
        assertThat(lastBody().has("payload")).isFalse();
    }

    @Test
    void alertmanagersFormHasItsKeysInItsOrder() throws Exception {
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(200)));

        send(hook(ChannelType.ALERTMANAGER), "incident.fired", "CTR fell");

        var body = lastBody();
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactly(
                        "receiver",
                        "status",
                        "alerts",
                        "groupLabels",
                        "commonLabels",
                        "commonAnnotations",
                        "externalURL",
                        "version",
                        "groupKey",
                        "truncatedAlerts");
        assertThat(body.path("version").asText()).isEqualTo("4");
        assertThat(body.path("groupKey").asText()).isEqualTo("{}:{alertname=\"ctr-low\"}");
        assertThat(body.at("/alerts/0/status").asText()).isEqualTo("firing");
        assertThat(body.at("/alerts/0/endsAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(body.at("/alerts/0/labels/alertname").asText()).isEqualTo("ctr-low");
        assertThat(body.at("/commonAnnotations/summary").asText()).isEqualTo("CTR fell");
        send(hook(ChannelType.ALERTMANAGER), "incident.resolved", "CTR fell");
        assertThat(lastBody().path("status").asText()).isEqualTo("resolved");
    }

    private Hook hook(ChannelType type) {
        return Hook.of(type).set("url", receiver.url("/hook"));
    }

    private AttemptResult send(Hook hook, String type, String summary) {
        return factory.create("chat", hook).send(TestNotices.of(type, "critical", summary));
    }

    private JsonNode lastBody() throws Exception {
        return EventCodec.JSON.readTree(
                receiver.findAll(postRequestedFor(anyUrl())).getLast().getBodyAsString());
    }
}
