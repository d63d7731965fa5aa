package io.recloop.scheduler.remediation;

import static io.recloop.scheduler.World.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.DriftVerdict;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunStarted;
import io.recloop.contracts.events.RunStatus;
import io.recloop.contracts.events.Severity;
import io.recloop.kit.alarms.Alarms;
import io.recloop.scheduler.SchedulerStack;
import io.recloop.scheduler.SchedulerTables;
import io.recloop.scheduler.World;
import io.recloop.scheduler.World.FixedJob;
import io.recloop.scheduler.World.FixedRemediation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SchedulerTables.ByHand.class)
@QuarkusTestResource(SchedulerStack.class)
class RemediationsTest {
    private World world = world(FixedRemediation.DEFAULTS);

    @Test
    void aSevereDriftRequestsOneRetrainHoweverOftenItIsHeard() {
        var drift = drift("default", DriftVerdict.DRIFT, Severity.CRITICAL);
        consider(drift);
        consider(drift);

        assertThat(world.requests()).singleElement().satisfies(request -> {
            assertThat(request.pipeline()).isEqualTo(Pipeline.MODEL_TRAINING);
            assertThat(request.reason()).isEqualTo("drift");
            assertThat(request.fencingToken()).isEqualTo(1);
            assertThat(request.parameters())
                    .containsEntry("reason", "drift: tastes moved")
                    .containsEntry("seed", "7");
        });
        assertThat(decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.decision()).isEqualTo("REQUESTED");
            assertThat(decision.runId()).isEqualTo(world.requests().getFirst().runId());
        });
    }

    @Test
    void lessThanASevereDriftIsNoReason() {
        consider(drift("default", DriftVerdict.DRIFT, Severity.WARNING));
        consider(drift("default", DriftVerdict.WATCH, Severity.CRITICAL));
        consider(drift("default", DriftVerdict.INSUFFICIENT_DATA, Severity.CRITICAL));

        assertThat(decisions()).isEmpty();
        assertThat(world.requests()).isEmpty();
    }

    @Test
    void anOpenRunAndTheCoolDownHoldBack() {
        severe();
        world.clock.advance(Duration.ofSeconds(1));
        severe();
        assertThat(decisions().getFirst().reason()).isEqualTo("RUN_OPEN");
        world.finished(world.requests().getFirst().runId(), RunStatus.SUCCEEDED, "published");

        world.clock.set(T0.plus(Duration.ofHours(6)).minusSeconds(1));
        severe();
        assertThat(decisions().getFirst().reason()).isEqualTo("COOL_DOWN");
        world.clock.advance(Duration.ofSeconds(1));
        severe();

        assertThat(decisions().getFirst().decision()).isEqualTo("REQUESTED");
        assertThat(world.requests()).hasSize(2);
    }

    @Test
    void aRunThatSomebodyElseStartedIsAnOpenRunUntilItFallsSilent() {
        world.follow(new RunStarted(World.id(), "default", T0, World.id(), Pipeline.MODEL_TRAINING, "training-1"));
        severe();
        assertThat(decisions().getFirst().reason()).isEqualTo("RUN_OPEN");

        world.clock.advance(Duration.ofMinutes(41));
        severe();
        assertThat(decisions().getFirst().decision()).isEqualTo("REQUESTED");
    }

    @Test
    void anExhaustedBudgetCallsAPersonAndARequestCallsItOff() {
        world = world(new FixedRemediation(true, "model-training", Duration.ofHours(1), 3, Duration.ofHours(6)));
        for (int i = 0; i < 4; i++) {
            severe();
            if (i < 3) {
                world.finished(world.requests().getLast().runId(), RunStatus.SUCCEEDED, "published");
                world.clock.advance(Duration.ofHours(2));
            }
        }
        assertThat(decisions().getFirst().reason()).isEqualTo("BUDGET");
        assertThat(decisions().getFirst().explanation())
                .isEqualTo("3 retrains were requested within 24 hours, 3 are allowed");
        assertThat(world.alerts())
                .singleElement()
                .isInstanceOf(AlertRaised.class)
                .satisfies(alert -> assertThat(alert.rule()).isEqualTo("remediation-budget-exhausted"));

        world.clock.set(T0.plus(Duration.ofHours(24)));
        severe();
        assertThat(decisions().getFirst().decision()).isEqualTo("REQUESTED");
        assertThat(world.alerts()).hasExactlyElementsOfTypes(AlertRaised.class, AlertResolved.class);
        assertThat(world.alerts())
                .extracting("fingerprint")
                .containsOnly(world.alerts().getFirst().fingerprint());
    }

    @Test
    void theAlertOfAnExhaustedBudgetEndsWhenTheDriftEnds() {
        exhaustTheBudget();
        consider(drift("default", DriftVerdict.WATCH, Severity.INFO));
        assertThat(world.alerts()).hasExactlyElementsOfTypes(AlertRaised.class);

        consider(drift("default", DriftVerdict.STABLE, Severity.INFO));
        consider(drift("default", DriftVerdict.STABLE, Severity.INFO));

        assertThat(world.alerts()).hasExactlyElementsOfTypes(AlertRaised.class, AlertResolved.class);
        assertThat(world.alerts())
                .extracting("fingerprint")
                .containsOnly(world.alerts().getFirst().fingerprint());
    }

    @Test
    void theAlertOfAnExhaustedBudgetEndsWhenTheBudgetIsBackThoughNothingElseHappens() {
        exhaustTheBudget();
        remediations().endExhaustionWhenBudgetIsBack();
        assertThat(world.alerts()).hasExactlyElementsOfTypes(AlertRaised.class);

        world.clock.set(T0.plus(Duration.ofHours(24)));
        remediations().endExhaustionWhenBudgetIsBack();
        remediations().endExhaustionWhenBudgetIsBack();

        assertThat(world.alerts()).hasExactlyElementsOfTypes(AlertRaised.class, AlertResolved.class);
    }

    @Test
    void withoutAnExhaustedBudgetThereIsNothingToEnd() {
        severe();
        consider(drift("default", DriftVerdict.STABLE, Severity.INFO));
        remediations().endExhaustionWhenBudgetIsBack();

        assertThat(world.alerts()).isEmpty();
    }

    private void exhaustTheBudget() {
        world = world(new FixedRemediation(true, "model-training", Duration.ofHours(1), 3, Duration.ofHours(6)));
        for (int i = 0; i < 4; i++) {
            severe();
            if (i < 3) {
                world.finished(world.requests().getLast().runId(), RunStatus.SUCCEEDED, "published");
                world.clock.advance(Duration.ofHours(2));
            }
        }
        assertThat(decisions().getFirst().reason()).isEqualTo("BUDGET");
    }

    @Test
    void aPauseHoldsBackToo() {
        world.advance();
        world.ledger().pause(world.job(), "lan");
        severe();

        assertThat(decisions().getFirst().reason()).isEqualTo("PAUSED");
    }

    @Test
    void anOldDriftAnotherTenantsAndASwitchedOffRemediationAreNotActedUpon() {
        consider(drift("default", DriftVerdict.DRIFT, Severity.CRITICAL, T0.minus(Duration.ofHours(7))));
        assertThat(decisions().getFirst().reason()).isEqualTo("STALE");
        consider(drift("shop-two", DriftVerdict.DRIFT, Severity.CRITICAL));
        assertThat(decisions("shop-two")).singleElement().satisfies(decision -> assertThat(decision.reason())
                .isEqualTo("OTHER_TENANT"));
        assertThat(world.requests()).isEmpty();

        world = world(new FixedRemediation(false, "model-training", Duration.ofHours(6), 3, Duration.ofHours(6)));
        severe();
        assertThat(decisions().getFirst().reason()).isEqualTo("DISABLED");
        assertThat(world.requests()).isEmpty();
    }

    @Test
    void manyReplicasWithManyDriftsRequestOnce() throws Exception {
        var barrier = new CyclicBarrier(4);
        Callable<Void> replica = () -> {
            barrier.await();
            severe();
            return null;
        };
        try (var executor = Executors.newFixedThreadPool(4)) {
            for (var done : executor.invokeAll(List.of(replica, replica, replica, replica))) {
                done.get();
            }
        }

        assertThat(world.requests()).hasSize(1);
        assertThat(decisions())
                .extracting(RemediationView::decision)
                .containsExactlyInAnyOrder("REQUESTED", "SUPPRESSED", "SUPPRESSED", "SUPPRESSED");
    }

    private static World world(FixedRemediation remediation) {
        return new World(FixedJob.QUARTERLY, remediation);
    }

    private Remediations remediations() {
        var rows = SchedulerTables.bean(RemediationRepository.class);
        var facts = new RemediationFacts(world.ledger(), world.history(), rows);
        var actions = new RemediationActions(
                world.ledger(), rows, SchedulerTables.bean(Alarms.class), new SimpleMeterRegistry());
        return new Remediations(world.config, world.jobs, facts, actions, world.clock);
    }

    private static List<RemediationView> decisions(String tenant) {
        return new RemediationHistory(SchedulerTables.bean(RemediationRepository.class))
                .list(tenant, 10)
                .remediations();
    }

    private void consider(DriftEvaluated drift) {
        remediations().consider(drift);
    }

    private void severe() {
        consider(drift("default", DriftVerdict.DRIFT, Severity.CRITICAL));
    }

    private DriftEvaluated drift(String tenant, DriftVerdict verdict, Severity severity) {
        return drift(tenant, verdict, severity, world.clock.instant());
    }

    private static DriftEvaluated drift(String tenant, DriftVerdict verdict, Severity severity, Instant at) {
        return new DriftEvaluated(
                World.id(),
                tenant,
                at,
                null,
                null,
                at.minusSeconds(60),
                at,
                verdict,
                severity,
                List.of(),
                "tastes moved");
    }

    /// Newest first.
    private List<RemediationView> decisions() {
        return decisions("default");
    }
}
