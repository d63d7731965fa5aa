package io.recloop.local.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/// Sends requests at a constant rate, whatever becomes of those before. A request's time begins when it was due, not
/// when it was sent, so that an answer that holds others up counts for all of them.
final class OpenLoop implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    /// @param dueNanos of [System#nanoTime]
    /// @param status   0 where there was no answer
    /// @param body     without an answer, what happened instead
    record Answer(long request, long dueNanos, long tookNanos, int status, String body) {}

    @FunctionalInterface
    interface Heard {
        /// Called from many threads.
        void answer(Answer answer);
    }

    /// Returns when everything was answered.
    ///
    /// @param on       asked before each request
    /// @param requests from the request's number to the request
    /// @return how many were sent
    long run(double perSecond, BooleanSupplier on, LongFunction<HttpRequest.Builder> requests, Heard heard) {
        long begin = System.nanoTime();
        double period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long sent = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (on.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
                long due = begin + Math.round(sent * period);
                for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                long number = sent++;
                threads.execute(() -> heard.answer(send(number, due, requests.apply(number))));
            }
        }
        return sent;
    }

    private Answer send(long number, long due, HttpRequest.Builder request) {
        int status = 0;
        var body = "";
        try {
            var response = client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
            status = response.statusCode();
            body = response.body();
        } catch (IOException e) {
            status = 0;
            body = e.getClass().getSimpleName() + ": " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Answer(number, due, System.nanoTime() - due, status, body);
    }

    /// For so long from now.
    static BooleanSupplier during(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return () -> System.nanoTime() < end;
    }

    @Override
    public void close() {
        client.close();
    }
}
