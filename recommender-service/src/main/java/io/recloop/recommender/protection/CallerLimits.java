package io.recloop.recommender.protection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.recommender.problems.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Holds each subject and each tenant to its limits. Thread-safe.
@ApplicationScoped
public class CallerLimits {
    private static final String SUBJECT = "subject";
    private static final String TENANT = "tenant";

    private final CallerQuotas subjects;
    private final CallerQuotas tenants;
    private final ProtectionConfig config;
    private final Caller caller;
    private final CurrentVertxRequest current;
    private final MeterRegistry metrics;

    CallerLimits(ProtectionConfig config, Caller caller, CurrentVertxRequest current, MeterRegistry metrics) {
        long now = System.nanoTime();
        this.subjects = new CallerQuotas(config.subject(), config.maxKeys(), now);
        this.tenants = new CallerQuotas(config.tenant(), config.maxKeys(), now);
        this.config = config;
        this.caller = caller;
        this.current = current;
        this.metrics = metrics;
        gauge(SUBJECT, subjects);
        gauge(TENANT, tenants);
    }

    /// The request of this thread; a request without a token is let through, and the answer says that it needs one.
    ///
    /// @throws ProblemException where a limit is reached
    void enter() {
        var request = current.getCurrent();
        var admission = request == null ? null : AdmissionFilter.of(request);
        if (admission == null || !caller.isKnown()) {
            return;
        }
        long now = System.nanoTime();
        var tenant = caller.tenant();
        enter(subjects.of(tenant + '/' + caller.subject(), now), SUBJECT, config.subject(), admission, now);
        enter(tenants.of(tenant, now), TENANT, config.tenant(), admission, now);
    }

    /// The request of this thread, which has entered as one, asks for several users. Refused, it has cost nothing.
    ///
    /// @throws ProblemException where a limit is reached
    public void chargeBatch(int users) {
        if (users <= 1) {
            return;
        }
        long now = System.nanoTime();
        var tenant = caller.tenant();
        var ofSubject = subjects.of(tenant + '/' + caller.subject(), now);
        var ofTenant = tenants.of(tenant, now);
        long wait = ofSubject.charge(users - 1, now);
        if (wait > 0) {
            ofSubject.refund(1);
            ofTenant.refund(1);
            throw batchTooFast(SUBJECT, config.subject(), wait, ofSubject.left(now));
        }
        wait = ofTenant.charge(users - 1, now);
        if (wait > 0) {
            ofSubject.refund(users);
            ofTenant.refund(1);
            throw batchTooFast(TENANT, config.tenant(), wait, ofTenant.left(now));
        }
    }

    private ProblemException batchTooFast(String scope, ProtectionConfig.Limit limit, long wait, long left) {
        count(scope, "rate");
        return Problems.tooManyRequests(
                "The %s may send %d requests a second, and each user of a batch counts as one"
                        .formatted(scope, limit.requestsPerSecond()),
                headers(scope, limit, wait, left));
    }

    /// What was entered before a refusal is left with the request's end.
    private void enter(CallerQuota share, String scope, ProtectionConfig.Limit limit, Admission admission, long now) {
        switch (share.enter(now)) {
            case CallerQuota.Verdict.Admitted() -> admission.holds(share::leave);
            case CallerQuota.Verdict.TooMany() -> {
                count(scope, "concurrency");
                throw Problems.tooManyRequests(
                        "The %s has %d requests in flight, which is its limit"
                                .formatted(scope, limit.concurrentRequests()),
                        Map.of("Retry-After", "1"));
            }
            case CallerQuota.Verdict.TooFast(long retryNanos) -> {
                count(scope, "rate");
                throw Problems.tooManyRequests(
                        "The %s may send %d requests a second".formatted(scope, limit.requestsPerSecond()),
                        headers(scope, limit, retryNanos, 0));
            }
        }
    }

    /// `RateLimit` and `RateLimit-Policy` as in the IETF's draft (httpapi-ratelimit-headers).
    private static Map<String, String> headers(String scope, ProtectionConfig.Limit limit, long retryNanos, long left) {
        // Whole seconds, of which the first is the least that an answer may say.
        long seconds = 1 + retryNanos / TimeUnit.SECONDS.toNanos(1);
        return Map.of(
                "Retry-After",
                Long.toString(seconds),
                "RateLimit-Policy",
                "\"%s\";q=%d;w=1".formatted(scope, limit.requestsPerSecond()),
                "RateLimit",
                "\"%s\";r=%d;t=%d".formatted(scope, left, seconds));
    }

    private void gauge(String scope, CallerQuotas shares) {
        metrics.gauge("recloop.protection.keys", List.of(Tag.of("scope", scope)), shares, CallerQuotas::size);
    }

    private void count(String scope, String reason) {
        metrics.counter("recloop.protection.refused", "scope", scope, "reason", reason)
                .increment();
    }
}
