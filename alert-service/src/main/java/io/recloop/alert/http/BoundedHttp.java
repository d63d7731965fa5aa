package io.recloop.alert.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Requests whose whole exchange is bounded: resolving the name, connecting, sending, the head of the answer
/// and as much of its body as is wanted. Redirects are not followed. The name is resolved here, its addresses
/// are checked, and the connection goes to the address that was checked: a name that changes in between
/// changes nothing. Thread-safe.
@Singleton
public final class BoundedHttp {
    private static final int CONNECT_MILLIS = 5_000;
    /// A body that nobody wants is still read when it is short and there at once: the connection can then be
    /// used again.
    private static final long UNWANTED_BODY_MILLIS = 200;

    private static final int MAX_BODY = 64 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final AddressPolicy policy;

    @Inject
    BoundedHttp(Vertx vertx, OutboundConfig config) {
        this(vertx, policyOf(config));
    }

    public BoundedHttp(Vertx vertx, AddressPolicy policy) {
        this.vertx = vertx;
        this.policy = policy;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAliveTimeout(30)
                .setMaxPoolSize(32)
                .setDecompressionSupported(false)
                .setVerifyHost(true));
    }

    private static AddressPolicy policyOf(OutboundConfig config) {
        return new AddressPolicy(
                config.allowedNetworks().orElse(List.of()),
                config.allowedHosts().orElse(List.of()));
    }

    /// @param readsBody whether the answer's body is wanted; else its status decides as soon as it is there
    public record Request(HttpMethod method, URI url, Map<String, String> headers, String body, boolean readsBody) {
        public Request {
            headers = Map.copyOf(headers);
        }

        public static Request post(URI url, Map<String, String> headers, String json) {
            return new Request(HttpMethod.POST, url, headers, json, false);
        }

        public Request readingBody() {
            return new Request(method, url, headers, body, true);
        }
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /// Blocks for at most the timeout.
    public HttpOutcome exchange(Request request, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        var addresses = resolve(request.url().getHost(), timeout);
        if (addresses.outcome() != null) {
            return addresses.outcome();
        }
        var exchange = new Exchange(request);
        connect(request, addresses.allowed(), 0).onComplete(connected -> {
            if (connected.succeeded()) {
                exchange.send(connected.result());
            } else {
                exchange.done.complete(new HttpOutcome.NotSent("cannot connect"));
            }
        });
        return exchange.await(deadline, timeout);
    }

    private record Resolved(
            List<InetAddress> allowed,
            @org.jspecify.annotations.Nullable HttpOutcome outcome) {}

    private Resolved resolve(String host, Duration timeout) {
        var name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        var resolving = new CompletableFuture<InetAddress[]>();
        Thread.ofVirtual().name("resolve").start(() -> {
            try {
                resolving.complete(InetAddress.getAllByName(name));
            } catch (UnknownHostException | SecurityException e) {
                resolving.completeExceptionally(e);
            }
        });
        try {
            var all = resolving.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            var allowed = Arrays.stream(all)
                    .filter(address -> policy.allows(name, address))
                    .toList();
            return allowed.isEmpty()
                    ? new Resolved(
                            List.of(),
                            new HttpOutcome.Forbidden(("%s is at %s, which is inside the own network;"
                                            + " recloop.alert.outbound.allowed-networks does not have it")
                                    .formatted(name, all[0].getHostAddress())))
                    : new Resolved(allowed, null);
        } catch (ExecutionException e) {
            return new Resolved(List.of(), new HttpOutcome.NotSent("cannot resolve " + name));
        } catch (TimeoutException e) {
            return new Resolved(List.of(), new HttpOutcome.NotSent("cannot resolve %s in time".formatted(name)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Resolved(List.of(), new HttpOutcome.NotSent("interrupted"));
        }
    }

    private Future<HttpClientRequest> connect(Request request, List<InetAddress> addresses, int index) {
        var url = request.url();
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        var options = new RequestOptions()
                .setMethod(request.method())
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(addresses.get(index), port)))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery());
        request.headers().forEach(options::putHeader);
        var connecting = client.request(options);
        return index + 1 < addresses.size()
                ? connecting.recover(failed -> connect(request, addresses, index + 1))
                : connecting;
    }

    /// One request under way.
    private final class Exchange {
        private final Request request;
        private final CompletableFuture<HttpOutcome> done = new CompletableFuture<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @org.jspecify.annotations.Nullable HttpClientRequest sent;
        private volatile @org.jspecify.annotations.Nullable HttpClientResponse head;
        private final Buffer body = Buffer.buffer();

        Exchange(Request request) {
            this.request = request;
        }

        void send(HttpClientRequest connected) {
            if (over.get()) {
                connected.reset();
                return;
            }
            sent = connected;
            var sending = request.body().isEmpty()
                    ? connected.send()
                    : connected.send(Buffer.buffer(request.body(), StandardCharsets.UTF_8.name()));
            sending.onComplete(answer -> {
                if (answer.succeeded()) {
                    receive(connected, answer.result());
                } else {
                    done.complete(new HttpOutcome.Unanswered("the connection broke"));
                }
            });
        }

        private void receive(HttpClientRequest connected, HttpClientResponse response) {
            head = response;
            response.handler(chunk -> {
                int room = MAX_BODY - body.length();
                body.appendBuffer(chunk.length() <= room ? chunk : chunk.slice(0, room));
                if (body.length() >= MAX_BODY) {
                    done.complete(answered(response));
                    connected.reset();
                }
            });
            response.exceptionHandler(broken -> done.complete(answered(response)));
            response.endHandler(end -> done.complete(answered(response)));
            if (!request.readsBody()) {
                vertx.setTimer(UNWANTED_BODY_MILLIS, timer -> {
                    if (done.complete(answered(response))) {
                        connected.reset();
                    }
                });
            }
        }

        private HttpOutcome answered(HttpClientResponse response) {
            var headers = new HashMap<String, String>();
            response.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
            return new HttpOutcome.Answered(
                    response.statusCode(), Map.copyOf(headers), body.toString(StandardCharsets.UTF_8));
        }

        HttpOutcome await(long deadline, Duration timeout) {
            try {
                return done.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return late(timeout);
            } catch (ExecutionException e) {
                return new HttpOutcome.Unanswered("the exchange failed: " + e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                over.set(true);
                return new HttpOutcome.Unanswered("interrupted while the answer was awaited");
            }
        }

        /// A status that has come decides, though its body dribbles.
        private HttpOutcome late(Duration timeout) {
            over.set(true);
            var request = sent;
            if (request == null) {
                return new HttpOutcome.NotSent("cannot connect within " + timeout);
            }
            request.reset();
            var response = head;
            return response == null
                    ? new HttpOutcome.Unanswered("no answer within " + timeout)
                    : new HttpOutcome.Answered(response.statusCode(), Map.of(), "");
        }
    }
}
