package io.recloop.recommender.feedback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.topics.NotAcknowledgedException;
import io.recloop.recommender.problems.Problems;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/// Stands between requests and a broker that may be away: a circuit breaker, so that nobody waits for what will not
/// come, and a bound on those who wait. Thread-safe.
@Singleton
final class BrokerCircuitBreaker {
    private static final Logger LOG = Logger.getLogger(BrokerCircuitBreaker.class);

    private final Guard guard;
    private final Counter prevented;
    private final Counter crowded;
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;

    BrokerCircuitBreaker(FeedbackConfig config, MeterRegistry metrics) {
        this.guard = Guard.create()
                .withDescription("broker")
                .withCircuitBreaker()
                .failOn(NotAcknowledgedException.class)
                .requestVolumeThreshold(config.breaker().requests())
                .failureRatio(0.5)
                .delay(config.breaker().pause().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .onStateChange(this::changed)
                .done()
                .withBulkhead()
                .limit(config.maxWaitingRequests())
                .done()
                .build();
        this.prevented = metrics.counter("recloop.feedback.prevented", "reason", "broker-away");
        this.crowded = metrics.counter("recloop.feedback.prevented", "reason", "too-many-waiting");
        metrics.gauge("recloop.feedback.breaker.open", this, self -> self.state == CircuitBreakerState.CLOSED ? 0 : 1);
    }

    /// @throws NotAcknowledgedException where the attempt does
    /// @throws ProblemException         without an attempt
    <T> T call(Supplier<T> attempt, Class<T> type, Map<String, Object> extra) {
        try {
            return guard.get(attempt, type);
        } catch (CircuitBreakerOpenException e) {
            prevented.increment();
            throw ProblemException.notAcknowledged("The broker is away; nothing was sent to it, send it again later")
                    .with(extra);
        } catch (BulkheadException e) {
            crowded.increment();
            throw Problems.overloaded("Too many requests wait for the broker; nothing was sent to it");
        }
    }

    private void changed(CircuitBreakerState now) {
        state = now;
        LOG.infof("breaker=%s: requests to the broker", now);
    }
}
