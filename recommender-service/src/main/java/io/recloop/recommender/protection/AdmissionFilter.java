package io.recloop.recommender.protection;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.recloop.contracts.events.EventCodec;
import io.recloop.kit.http.Problem;
import io.recloop.kit.http.ProblemException;
import io.recloop.recommender.problems.Problems;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The first to see a request, before its token is looked at: a request that is refused here has cost
/// next to nothing. Probes and metrics (`/q/…`) are let through always.
@Singleton
final class AdmissionFilter {
    /// From 0, for the cheapest answer, to a minute.
    static final String TIMEOUT = "X-Request-Timeout-Ms";

    private static final int LONGEST_MILLIS = 60_000;
    private static final String KEY = Admission.class.getName();
    private static final String PROBES = "/q/";
    private static final String UNROUTED = "/unrouted";

    /// Before authentication and all else that Quarkus does.
    private static final int FIRST = 1_000;

    /// The server takes no larger body, whatever is announced.
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    /// What a body of unknown length is taken for.
    private static final long UNKNOWN_BYTES = 1_000_000;

    private final InFlightRequests inFlight;
    private final ThreadLocal<EventLoopLag> lag = ThreadLocal.withInitial(() -> new EventLoopLag(System::nanoTime));
    private final QueueDelays delays;
    private final long budgetNanos;
    private final Counter refused;

    AdmissionFilter(ProtectionConfig config, QueueDelays delays, MeterRegistry metrics) {
        this.inFlight = new InFlightRequests(config.load());
        this.delays = delays;
        this.budgetNanos = config.timeBudget().toNanos();
        this.refused = metrics.counter("recloop.protection.refused", "scope", "service", "reason", "overload");
        metrics.gauge("recloop.protection.in.flight", inFlight, InFlightRequests::requests);
    }

    void install(@Observes Filters filters) {
        filters.register(this::admit, FIRST);
    }

    static @Nullable Admission of(RoutingContext request) {
        return request.get(KEY);
    }

    private void admit(RoutingContext context) {
        if (context.normalizedPath().startsWith(PROBES)) {
            context.next();
            return;
        }
        long now = System.nanoTime();
        var behind = lag.get();
        behind.read(task -> context.vertx().runOnContext(turn -> task.run()), now);
        long waited = behind.nanos(now);
        delays.read(waited, now);
        long budget;
        try {
            budget = budgetOf(context.request().getHeader(TIMEOUT));
        } catch (ProblemException e) {
            answer(context, e);
            return;
        }
        long bytes = bodyBytes(context.request());
        var verdict = inFlight.enter(bytes, behind.requests(now), delays.areTooLongForAnything(now));
        if (verdict == InFlightRequests.Verdict.REFUSED) {
            refused.increment();
            answer(context, Problems.overloaded("There are more requests than the service can take"));
        } else {
            pass(context, new Admission(now - waited, budget, verdict), bytes);
        }
    }

    private void pass(RoutingContext context, Admission admission, long bytes) {
        admission.holds(() -> inFlight.leave(bytes));
        context.put(KEY, admission);
        context.addEndHandler(ended -> admission.close());
        context.next();
    }

    private long budgetOf(@Nullable String header) {
        if (header == null) {
            return budgetNanos;
        }
        try {
            int millis = Integer.parseInt(header);
            if (millis >= 0 && millis <= LONGEST_MILLIS) {
                return TimeUnit.MILLISECONDS.toNanos(millis);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw ProblemException.invalid(TIMEOUT + " must be a number from 0 to " + LONGEST_MILLIS);
    }

    private static long bodyBytes(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null ? 0 : UNKNOWN_BYTES;
        }
        try {
            return Math.clamp(Long.parseLong(length), 0, MOST_BYTES);
        } catch (NumberFormatException e) {
            return UNKNOWN_BYTES;
        }
    }

    private static void answer(RoutingContext context, ProblemException refusal) {
        labelInMetrics(context);
        var problem = refusal.problem();
        var response = context.response().setStatusCode(problem.status());
        refusal.headers().forEach(response::putHeader);
        response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        try {
            response.end(EventCodec.JSON.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is answered before it is routed has no route to be counted by, and its path may hold an id, or anything.
    private static void labelInMetrics(RoutingContext context) {
        if (((HttpServerRequestInternal) context.request()).metric() instanceof HttpRequestMetric metric) {
            metric.setTemplatePath(UNROUTED);
        }
    }
}
