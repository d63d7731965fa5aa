package io.recloop.alert.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.recloop.alert.AlertTables;
import io.recloop.alert.Alerts;
import io.recloop.alert.FixedRouting;
import io.recloop.alert.FixedRouting.Hook;
import io.recloop.alert.SettableClock;
import io.recloop.alert.incidents.TestIncidents;
import io.recloop.alert.messages.TestNotices;
import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.AttemptResult.Delivered;
import io.recloop.alert.notifications.AttemptResult.Retry;
import io.recloop.alert.notifications.DeliveryLane;
import io.recloop.alert.notifications.DeliveryQueue;
import io.recloop.alert.notifications.LeaseTerms;
import io.recloop.alert.routing.ChannelType;
import io.recloop.alert.routing.Routes;
import io.recloop.contracts.events.Severity;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/// Against a real SMTP server, which refuses whom the test wants.
@QuarkusTest
@TestProfile(AlertTables.ByHand.class)
@QuarkusTestResource(AlertStack.class)
class MailChannelTest {
    private final SettableClock clock = new SettableClock(TestNotices.AT);
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private SMTPServer server;

    record Received(String to, byte[] data) {
        MimeMessage message() throws Exception {
            return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(data));
        }
    }

    @BeforeEach
    void start() {
        AlertTables.clear();
        server = SMTPServer.port(0).messageHandlerFactory(this::handler).build();
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void eachRecipientGetsAMailOfTheirOwnInTheirWordsAndTime() throws Exception {
        var result = channel("an@example.org,lan@example.org;vi;Asia/Ho_Chi_Minh")
                .send(TestNotices.of("incident.fired", "critical", "CTR giảm\r\nBcc: x@example.org"));

        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(received).extracting(Received::to).containsExactly("an@example.org", "lan@example.org");
        var english = received.get(0).message();
        var vietnamese = received.get(1).message();
        assertThat(english.getSubject()).isEqualTo("[CRITICAL] ctr-low: CTR giảm Bcc: x@example.org");
        assertThat(english.getHeader("Bcc")).isNull();
        assertThat(english.getHeader("To")).containsExactly("an@example.org");
        assertThat(vietnamese.getSubject()).startsWith("[NGHIÊM TRỌNG]");
        assertThat(part(vietnamese, 0)).contains("Bắt đầu: 17:00:00 21/11/2026 +07:00");
        assertThat(part(english, 1)).contains("<html lang=\"en\">");
    }

    @Test
    void theMailsOfAnIncidentAreOneThread() throws Exception {
        var channel = channel("an@example.org");

        channel.send(TestNotices.of("incident.fired", "critical", "CTR fell"));
        channel.send(TestNotices.of("incident.escalated", "critical", "CTR fell"));
        channel.send(TestNotices.of("incident.resolved", "critical", "CTR fell"));

        var first = received.get(0).message().getMessageID();
        assertThat(received.get(0).message().getHeader("In-Reply-To")).isNull();
        assertThat(received.get(1).message().getHeader("In-Reply-To")).containsExactly(first);
        assertThat(received.get(2).message().getHeader("References")).containsExactly(first);
        assertThat(received.get(2).message().getMessageID()).isNotEqualTo(first);
    }

    @Test
    void anAddressThatIsRefusedKeepsNobodyElseFromTheirMail() {
        refused.put("gone@example.org", 550);
        refused.put("busy@example.org", 451);
        raise();
        var channel = channel("gone@example.org,an@example.org,busy@example.org");

        var result = attempt(channel);

        assertThat(received).extracting(Received::to).containsExactly("an@example.org");
        assertThat(result).isInstanceOfSatisfying(Retry.class, retry -> assertThat(retry.error())
                .contains("gone@example.org: SMTP", "busy@example.org: SMTP"));
    }

    @Test
    void aRetryGoesToThoseAloneWhoHaveNothingYet() {
        refused.put("busy@example.org", 451);
        raise();
        attempt(channel("an@example.org,busy@example.org"));
        refused.clear();
        clock.advance(Duration.ofMinutes(2));

        // A new channel: nothing may live in memory.
        var result = attempt(channel("an@example.org,busy@example.org"));

        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(received).extracting(Received::to).containsExactly("an@example.org", "busy@example.org");
    }

    @Test
    void aServerThatIsAwayWasGivenNothing() {
        server.stop();

        var result = channel("an@example.org").send(TestNotices.of("incident.fired", "critical", "x"));

        assertThat(result).isInstanceOf(Retry.class);
    }

    private void raise() {
        var routes = new Routes(FixedRouting.with(Map.of("mail", hook("an@example.org"))));
        TestIncidents.with(routes, clock)
                .apply(Alerts.about("mail").raised("mail/1", Severity.CRITICAL, TestNotices.AT));
    }

    private AttemptResult attempt(Channel channel) {
        var queue = AlertTables.bean(DeliveryQueue.class);
        var terms = new LeaseTerms("test", Duration.ofSeconds(60), clock.instant());
        for (var lane : DeliveryLane.values()) {
            for (var leased : queue.lease(lane, "mail", terms, 1)) {
                return channel.send(leased);
            }
        }
        throw new AssertionError("nothing is due");
    }

    private Hook hook(String to) {
        return Hook.of(ChannelType.MAIL)
                .set("mail.host", "127.0.0.1")
                .set("mail.port", Integer.toString(server.getPortAllocated()))
                .set("mail.encryption", "none")
                .set("mail.from", "recloop@example.org")
                .set("mail.to", to);
    }

    private Channel channel(String to) {
        return TestChannels.factory(clock).create("mail", hook(to));
    }

    private static String part(MimeMessage message, int number) throws Exception {
        return ((MimeMultipart) message.getContent())
                .getBodyPart(number)
                .getContent()
                .toString();
    }

    private MessageHandler handler(MessageContext context) {
        return new MessageHandler() {
            private String to = "";

            @Override
            public void from(String from) {
                // Anybody may write.
            }

            @Override
            public void recipient(String recipient) throws RejectException {
                if (refused.containsKey(recipient)) {
                    throw new RejectException(refused.get(recipient), "not now");
                }
                to = recipient;
            }

            @Override
            public String data(InputStream data) throws IOException {
                received.add(new Received(to, data.readAllBytes()));
                return null;
            }

            @Override
            public void done() {
                // The next mail has a handler of its own.
            }
        };
    }
}
