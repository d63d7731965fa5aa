package io.recloop.benchmarks.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/// An HTTP server with a path for each channel, and an SMTP server. While they misbehave, one request in
/// three ends in a refusal, a request to wait, a hang in the head or in the body of the answer, or a broken
/// connection.
final class AlertReceivers implements AutoCloseable {
    private static final long HANG_NANOS = 4_000_000_000L;

    private final AlertHistory history;
    private final SplittableRandom random;
    private final HttpServer http;
    private final SMTPServer mail;
    private final AtomicInteger faults = new AtomicInteger();
    private volatile boolean misbehaving;

    AlertReceivers(AlertHistory history, long seed) throws IOException {
        this.history = history;
        this.random = new SplittableRandom(seed);
        http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 1_000);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
        mail = SMTPServer.port(0)
                .messageHandlerFactory(this::handler)
                .maxConnections(200)
                .build();
        mail.start();
    }

    String url(String channel) {
        return "http://127.0.0.1:%d/%s".formatted(http.getAddress().getPort(), channel);
    }

    int mailPort() {
        return mail.getPortAllocated();
    }

    void misbehave(boolean so) {
        misbehaving = so;
    }

    int faults() {
        return faults.get();
    }

    /// @return 0 for none, else which fault
    private synchronized int fault() {
        if (!misbehaving || random.nextInt(3) != 0) {
            return 0;
        }
        faults.incrementAndGet();
        return 1 + random.nextInt(6);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var channel = exchange.getRequestURI().getPath().substring(1);
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (fault()) {
            case 1 -> respond(exchange, 500);
            case 2 -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                respond(exchange, 429);
            }
            case 3 -> respond(exchange, 404);
            case 4 -> {
                // No head: whether it was taken, the sender cannot know. It was not.
                LockSupport.parkNanos(HANG_NANOS);
                exchange.close();
            }
            case 5 -> {
                // The status is the acceptance, though the body never ends.
                history.accept(channel, body);
                exchange.sendResponseHeaders(200, 1_000_000);
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                LockSupport.parkNanos(HANG_NANOS);
                exchange.close();
            }
            case 6 -> exchange.close();
            default -> {
                history.accept(channel, body);
                respond(exchange, 200);
            }
        }
    }

    private static void respond(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private MessageHandler handler(MessageContext context) {
        return new MessageHandler() {
            @Override
            public void from(String from) {
                // Anybody may write.
            }

            @Override
            public void recipient(String recipient) throws RejectException {
                int fault = fault();
                if (fault == 1 || fault == 2) {
                    throw new RejectException(451, "greylisted");
                }
                if (fault == 3) {
                    throw new RejectException(550, "no such user today");
                }
                if (fault == 4) {
                    LockSupport.parkNanos(HANG_NANOS);
                    throw new RejectException(421, "too late");
                }
            }

            @Override
            public @Nullable String data(InputStream data) throws RejectException, IOException {
                var message = new String(data.readAllBytes(), StandardCharsets.UTF_8);
                if (fault() != 0) {
                    throw new RejectException(452, "disk full");
                }
                history.accept("mail", message);
                return null;
            }

            @Override
            public void done() {
                // The next mail has a handler of its own.
            }
        };
    }

    @Override
    public void close() {
        http.stop(0);
        mail.stop();
    }
}
