package io.recloop.alert.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.alert.http.BoundedHttp.Request;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a receiver that answers byte by byte as the test wants it.
class BoundedHttpTest {
    private final Vertx vertx = Vertx.vertx();
    private final BoundedHttp http =
            new BoundedHttp(vertx, new AddressPolicy(List.of("127.0.0.1/32"), List.of("localhost")));
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private ServerSocket receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        receiver.close();
        vertx.close();
    }

    @Test
    void aBodyThatDribblesEndsWithTheTimeoutAndItsStatusCounts() {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", true);

        var outcome = http.exchange(post().readingBody(), Duration.ofMillis(700));

        assertThat(outcome).isInstanceOfSatisfying(HttpOutcome.Answered.class, answered -> assertThat(answered.status())
                .isEqualTo(200));
    }

    @Test
    void aHeadThatDribblesIsNoAnswer() {
        answer("HTTP/1.1 200 OK\r\nX-Slow: ", true);

        var outcome = http.exchange(post(), Duration.ofMillis(700));

        assertThat(outcome).isInstanceOf(HttpOutcome.Unanswered.class);
    }

    @Test
    void aBodyWithoutEndIsCut() {
        var line = "x".repeat(10_000);
        answer("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n" + line.repeat(20), false);

        var outcome = http.exchange(post().readingBody(), Duration.ofSeconds(20));

        assertThat(outcome).isInstanceOfSatisfying(HttpOutcome.Answered.class, answered -> assertThat(answered.body())
                .hasSize(64 * 1024));
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() {
        answer(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/other\r\nContent-Length: 0\r\n\r\n"
                        .formatted(receiver.getLocalPort()),
                false);

        var outcome = http.exchange(post(), Duration.ofSeconds(20));

        assertThat(outcome).isInstanceOfSatisfying(HttpOutcome.Answered.class, answered -> assertThat(answered.status())
                .isEqualTo(302));
        assertThat(connections).hasValue(1);
    }

    @Test
    void anAddressOfTheOwnNetworkIsNotEvenConnectedTo() {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false);
        var strict = new BoundedHttp(vertx, new AddressPolicy(List.of(), List.of()));

        var byAddress = strict.exchange(post(), Duration.ofSeconds(20));
        var byName = strict.exchange(
                Request.post(URI.create("http://localhost:" + receiver.getLocalPort() + "/"), Map.of(), "{}"),
                Duration.ofSeconds(20));

        assertThat(List.of(byAddress, byName)).hasOnlyElementsOfType(HttpOutcome.Forbidden.class);
        assertThat(connections).hasValue(0);
    }

    @Test
    void aNameThatNobodyHasIsNotSent() {
        var outcome = http.exchange(
                Request.post(URI.create("http://receiver.invalid/"), Map.of(), "{}"), Duration.ofSeconds(20));

        assertThat(outcome).isInstanceOf(HttpOutcome.NotSent.class);
    }

    private Request post() {
        return Request.post(URI.create("http://127.0.0.1:" + receiver.getLocalPort() + "/hook"), Map.of(), "{}");
    }

    /// @param dribbles whether one more byte follows every tenth of a second until the test ends
    private void answer(String bytes, boolean dribbles) {
        Thread.ofVirtual().start(() -> {
            while (!receiver.isClosed()) {
                try {
                    var connection = receiver.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(connection, bytes, dribbles));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void serve(Socket connection, String bytes, boolean dribbles) {
        try (connection) {
            connection.getInputStream().read(new byte[1024]);
            connection.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            while (!over.await(100, TimeUnit.MILLISECONDS)) {
                if (dribbles) {
                    connection.getOutputStream().write('x');
                }
            }
        } catch (IOException e) {
            // The client has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
