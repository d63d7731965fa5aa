package io.recloop.local.bench;

import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// The metrics of a service.
final class Gauges implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI metrics;

    Gauges(URI service) {
        this.metrics = service.resolve("/q/metrics");
    }

    /// The text that a scrape gets.
    ///
    /// @throws LocalFailure where the service does not answer
    String scrape() {
        try {
            return client.send(
                            HttpRequest.newBuilder(metrics).timeout(LIMIT).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new LocalFailure("the metrics at " + metrics + " cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted");
        }
    }

    /// @param begins a metric's name, with labels as far as they are wanted
    /// @return the sum over all lines that begin so
    static double sum(String scraped, String begins) {
        return scraped.lines()
                .filter(line -> line.startsWith(begins))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        client.close();
    }
}
