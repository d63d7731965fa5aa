package io.recloop.scheduler.slots;

import static io.recloop.scheduler.World.T0;
import static io.recloop.scheduler.slots.SlotState.DISPATCHED;
import static io.recloop.scheduler.slots.SlotState.FAILED;
import static io.recloop.scheduler.slots.SlotState.MISSED;
import static io.recloop.scheduler.slots.SlotState.RUNNING;
import static io.recloop.scheduler.slots.SlotState.SKIPPED;
import static io.recloop.scheduler.slots.SlotState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunCancelled;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunProgressed;
import io.recloop.contracts.events.RunRequested;
import io.recloop.contracts.events.RunStatus;
import io.recloop.scheduler.SchedulerStack;
import io.recloop.scheduler.SchedulerTables;
import io.recloop.scheduler.World;
import io.recloop.scheduler.World.FixedJob;
import io.recloop.scheduler.World.FixedRemediation;
import io.recloop.scheduler.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SchedulerTables.ByHand.class)
@QuarkusTestResource(SchedulerStack.class)
class LedgerTest {
    private World world = world(FixedJob.QUARTERLY);

    @Test
    void aNewJobOwesNothingFromBeforeItsFirstStart() {
        world.advance();

        assertThat(world.slots()).isEmpty();
        assertThat(world.requests()).isEmpty();
    }

    @Test
    void aRequestThatIsHeardTwiceIsOneRun() {
        world.advance();
        world.advanceAt(minutes(15));
        var before = world.slots();
        var request = world.requests().getFirst();

        world.follow(request);
        world.follow(request);

        assertThat(world.slots()).isEqualTo(before);
        assertThat(world.history().list("default", null, null, 10).runs()).hasSize(1);
    }

    @Test
    void aDueSlotAsksForOneRunAndFollowsItToItsEnd() {
        world.advance();
        world.advanceAt(minutes(15).plusMillis(300));
        world.advance();

        assertThat(world.requests()).singleElement().satisfies(request -> {
            assertThat(request.slot()).isEqualTo(minutes(15));
            assertThat(request.fencingToken()).isEqualTo(1);
            assertThat(request.requestedBy()).isEqualTo("scheduler");
            assertThat(request.reason()).isEqualTo("schedule");
            assertThat(request.parameters()).containsExactly(Map.entry("seed", "7"));
        });
        assertThat(only().state()).isEqualTo(DISPATCHED);
        world.started(only().runId());
        assertThat(only().state()).isEqualTo(RUNNING);
        world.finished(only().runId(), RunStatus.SUCCEEDED, "published");

        assertThat(only().state()).isEqualTo(SUCCEEDED);
        assertThat(only().finishedAt()).isEqualTo(world.clock.instant());
        assertThat(world.alerts()).isEmpty();
    }

    @Test
    void aCancellationEndsNoRunAndOpensNone() {
        world.advance();
        world.advanceAt(minutes(15));
        var before = world.slots();
        var run = before.getFirst().runId();

        world.follow(cancelled(run));
        world.follow(cancelled("nobody-asked-for-it"));

        assertThat(world.slots()).isEqualTo(before);
        assertThat(world.history().list("default", null, null, 10).runs())
                .extracting(RunView::runId)
                .doesNotContain("nobody-asked-for-it");
        world.finished(run, RunStatus.SUCCEEDED, "published");
        assertThat(only().state()).isEqualTo(SUCCEEDED);
    }

    private RunCancelled cancelled(String runId) {
        return new RunCancelled(
                "cancel-" + runId, "default", world.clock.instant(), runId, Pipeline.MODEL_TRAINING, "ada", "no need");
    }

    @Test
    void fencingTokensRise() {
        world.advance();
        for (int i = 1; i <= 3; i++) {
            world.advanceAt(minutes(15 * i));
            world.finished(world.slots().getLast().runId(), RunStatus.SUCCEEDED, "published");
        }

        assertThat(world.requests()).extracting(RunRequested::fencingToken).containsExactly(1L, 2L, 3L);
    }

    @Test
    void afterADowntimeTheNewestSlotRunsAndTheOthersAreMissed() {
        world.advance();
        world.advanceAt(minutes(65));

        assertThat(world.slots())
                .extracting(SlotView::scheduledFor)
                .containsExactly(minutes(15), minutes(30), minutes(45), minutes(60));
        assertThat(world.slots()).extracting(SlotView::state).containsExactly(MISSED, MISSED, MISSED, DISPATCHED);
        assertThat(world.requests()).hasSize(1);
    }

    @Test
    void beyondTheCatchUpWindowTheNewestIsMissedToo() {
        world = world(FixedJob.of("0 0 2 * * ?", Duration.ofHours(1)));
        world.advance();
        world.advanceAt(Instant.parse("2026-11-22T03:00:01Z"));

        assertThat(only().state()).isEqualTo(MISSED);
        assertThat(only().reason()).contains("PT1H");
        assertThat(world.requests()).isEmpty();
    }

    @Test
    void aMonthOfDowntimeIsWrittenDownSlotBySlot() {
        world.advance();
        world.advanceAt(T0.plus(Duration.ofDays(30)));

        assertThat(world.slots()).hasSize(30 * 96);
        assertThat(world.slots())
                .filteredOn(slot -> slot.state() != MISSED)
                .singleElement()
                .satisfies(slot -> assertThat(slot.scheduledFor()).isEqualTo(T0.plus(Duration.ofDays(30))));
    }

    @Test
    void aSlotIsSkippedWhileTheRunBeforeIsOpen() {
        world.advance();
        world.advanceAt(minutes(15));
        var first = only().runId();
        world.advanceAt(minutes(30));

        assertThat(world.slots().getLast().state()).isEqualTo(SKIPPED);
        assertThat(world.slots().getLast().reason()).isEqualTo("previous run still running: " + first);
        assertThat(world.requests()).hasSize(1);
    }

    @Test
    void aRunThatIsNotHeardOfFailsAndTheJobRecovers() {
        world.advance();
        world.advanceAt(minutes(15));
        var lost = only().runId();
        world.started(lost);
        world.advanceAt(minutes(55));

        assertThat(world.slots().getFirst().state()).isEqualTo(FAILED);
        assertThat(world.slots().getFirst().reason()).isEqualTo("timeout: no end heard of within PT40M");
        assertThat(world.history().find("default", lost).orElseThrow().status()).isEqualTo("failed");
        var raised = (AlertRaised) world.alerts().getFirst();
        assertThat(raised.rule()).isEqualTo("job-failed");
        assertThat(raised.labels()).containsExactly(Map.entry("job", "model-training"));
        assertThat(world.ledger().stateOf(world.job()).failingSince()).isEqualTo(minutes(55));

        // The executor comes back: the run's history is set right, the slot stays as it ended.
        world.finished(lost, RunStatus.SUCCEEDED, "published late");
        assertThat(world.history().find("default", lost).orElseThrow().status()).isEqualTo("succeeded");
        assertThat(world.slots().getFirst().state()).isEqualTo(FAILED);
        assertThat(world.alerts()).hasSize(1);

        world.finished(world.slots().getLast().runId(), RunStatus.SUCCEEDED, "published");
        assertThat(world.alerts()).last().isInstanceOf(AlertResolved.class).satisfies(alert -> assertThat(
                        alert.fingerprint())
                .isEqualTo(raised.fingerprint()));
        assertThat(world.ledger().stateOf(world.job()).failingSince()).isNull();
    }

    @Test
    void eachFailureRaisesAndARefusalIsNone() {
        world.advance();
        for (int i = 1; i <= 2; i++) {
            world.advanceAt(minutes(15 * i));
            world.finished(world.slots().getLast().runId(), RunStatus.FAILED, "out of memory");
        }
        world.advanceAt(minutes(45));
        world.started(world.slots().getLast().runId());
        world.finished(world.slots().getLast().runId(), RunStatus.REFUSED, "no better than before");

        assertThat(world.alerts()).hasExactlyElementsOfTypes(AlertRaised.class, AlertRaised.class, AlertResolved.class);
        assertThat(world.slots().getLast().state()).isEqualTo(SUCCEEDED);
        assertThat(world.slots().getLast().reason()).isEqualTo("refused: no better than before");
    }

    @Test
    void aRunThatTheExecutorRefusesBeforeItStartsHasNotRun() {
        world.advance();
        world.advanceAt(minutes(15));
        world.finished(only().runId(), RunStatus.REFUSED, "fencing token 1 is lower than one seen before");

        assertThat(only().state()).isEqualTo(FAILED);
        assertThat(only().reason())
                .isEqualTo("refused before it started: fencing token 1 is lower than one seen before");
        assertThat(world.alerts()).hasExactlyElementsOfTypes(AlertRaised.class);
    }

    @Test
    void waitingInTheQueueIsNotRunning() {
        world = world(FixedJob.QUARTERLY.waitingUpTo(Duration.ofHours(6)));
        world.advance();
        world.advanceAt(minutes(15));
        var run = only().runId();
        world.advanceAt(minutes(15 + 180));
        assertThat(world.slots().getFirst().state()).as("still waiting").isEqualTo(DISPATCHED);
        world.started(run);
        world.advanceAt(minutes(15 + 180 + 39));
        assertThat(world.slots().getFirst().state()).isEqualTo(RUNNING);

        world.finished(run, RunStatus.SUCCEEDED, "published");

        assertThat(world.slots().getFirst().state()).isEqualTo(SUCCEEDED);
        assertThat(world.alerts()).isEmpty();
    }

    @Test
    void aRunThatNeverStartsFails() {
        world = world(FixedJob.QUARTERLY.waitingUpTo(Duration.ofHours(6)));
        world.advance();
        world.advanceAt(minutes(15));
        world.advanceAt(minutes(15 + 360));

        assertThat(world.slots().getFirst().state()).isEqualTo(FAILED);
        assertThat(world.slots().getFirst().reason()).isEqualTo("timeout: not started within PT6H");
        assertThat(world.alerts()).hasExactlyElementsOfTypes(AlertRaised.class);
    }

    @Test
    void tokensRiseOverAllJobsOfATenantsPipeline() {
        world = new World(
                Map.of("model-training", FixedJob.QUARTERLY, "weekly-training", FixedJob.QUARTERLY.disabled()),
                FixedRemediation.DEFAULTS);
        world.advance();
        world.advanceAt(minutes(15));
        world.finished(only().runId(), RunStatus.SUCCEEDED, "published");

        world.ledger().request(world.job("weekly-training"), new RunTrigger(Origin.REQUEST, "weekly", "lan", Map.of()));

        assertThat(world.requests()).extracting(RunRequested::fencingToken).containsExactly(1L, 2L);
    }

    @Test
    void theFirstTokenOfAPipelineIsHigherThanAllThatJobsCountedForThemselves() {
        world.advance();
        SchedulerTables.execute("update scheduler.job set fencing_token = 50");
        world.advanceAt(minutes(15));

        assertThat(world.requests()).extracting(RunRequested::fencingToken).containsExactly(51L);
    }

    @Test
    void theSameEventTwiceChangesNothing() {
        world.advance();
        world.advanceAt(minutes(15));
        var run = only().runId();
        var finish = new RunFinished(
                World.id(),
                "default",
                world.clock.instant(),
                run,
                Pipeline.MODEL_TRAINING,
                RunStatus.FAILED,
                "no",
                Map.of());
        world.follow(finish);
        var slot = only();
        var history = world.history().find("default", run);

        world.clock.advance(Duration.ofMinutes(1));
        world.follow(finish);
        world.follow(world.requests().getFirst());

        assertThat(only()).isEqualTo(slot);
        assertThat(world.history().find("default", run)).isEqualTo(history);
        assertThat(world.alerts()).hasSize(1);
    }

    @Test
    void eventsOutOfOrderLeaveTheSameHistory() {
        var run = World.id();
        var progress = new RunProgressed(
                World.id(),
                "default",
                T0.plusSeconds(5),
                run,
                Pipeline.MODEL_TRAINING,
                "train",
                0.5,
                12.0,
                "half",
                Map.of("loss", 0.25));
        world.finished(run, RunStatus.SUCCEEDED, "published");
        world.follow(progress);
        world.started(run);
        world.follow(new RunProgressed(
                World.id(), "default", T0, run, Pipeline.MODEL_TRAINING, "ingest", 0.1, null, "old news", Map.of()));
        world.follow(new RunRequested(
                World.id(),
                "default",
                T0,
                run,
                Pipeline.MODEL_TRAINING,
                "lan",
                "because",
                null,
                null,
                Map.of("factors", "8")));

        var view = world.history().find("default", run).orElseThrow();
        assertThat(view.status()).isEqualTo("succeeded");
        assertThat(view.requestedBy()).isEqualTo("lan");
        assertThat(view.executor()).isEqualTo("training-1");
        assertThat(view.progress().stage()).isEqualTo("train");
        assertThat(view.progress().metrics()).containsEntry("loss", 0.25);
        assertThat(view.result()).containsEntry("modelId", "m1");
        assertThat(world.history().find("other", run)).isEmpty();
        assertThat(world.slots()).as("nobody's slot").isEmpty();
    }

    @Test
    void manyReplicasAskForEachSlotOnce() throws Exception {
        world.advance();
        for (int i = 1; i <= 8; i++) {
            world.clock.set(minutes(15 * i));
            var barrier = new CyclicBarrier(4);
            Callable<Void> replica = () -> {
                barrier.await();
                world.ledger().advance(world.job(), World.RETENTION);
                return null;
            };
            try (var executor = Executors.newFixedThreadPool(4)) {
                for (var done : executor.invokeAll(List.of(replica, replica, replica, replica))) {
                    done.get();
                }
            }
            world.finished(world.slots().getLast().runId(), RunStatus.SUCCEEDED, "published");
        }

        assertThat(world.slots()).hasSize(8).allSatisfy(slot -> assertThat(slot.state())
                .isEqualTo(SUCCEEDED));
        assertThat(world.requests())
                .extracting(RunRequested::fencingToken)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(world.requests()).extracting(RunRequested::runId).doesNotHaveDuplicates();
    }

    @Test
    void aPauseOutlivesARestartAndSaysWhoseItIs() {
        world.advance();
        world.ledger().pause(world.job(), "lan");
        world.advanceAt(minutes(16));
        world.clock.set(minutes(31));
        world.ledger().resume(world.job(), World.RETENTION);
        world.advanceAt(minutes(45));

        assertThat(world.slots()).extracting(SlotView::state).containsExactly(SKIPPED, SKIPPED, DISPATCHED);
        assertThat(world.slots().getFirst().reason()).isEqualTo("paused by lan");
        assertThat(world.ledger().stateOf(world.job()).paused()).isFalse();
    }

    @Test
    void aDisabledJobHasNoSlotsAndOwesNoneLater() {
        world = world(FixedJob.QUARTERLY.disabled());
        world.advance();
        world.advanceAt(minutes(65));

        assertThat(world.slots()).isEmpty();
    }

    @Test
    void aClockThatIsSetBackRunsNothingTwice() {
        world.advance();
        world.advanceAt(minutes(15));
        world.finished(only().runId(), RunStatus.SUCCEEDED, "published");
        world.advanceAt(minutes(10));
        world.advanceAt(minutes(15));

        assertThat(world.requests()).hasSize(1);
    }

    @Test
    void aPersonsRunIsRefusedWhileAnotherIsOpen() {
        var trigger = new RunTrigger(Origin.REQUEST, "trying out", "lan", Map.of("seed", "9", "factors", "16"));
        var first = (TriggerResult.Dispatched) world.ledger().request(world.job(), trigger);

        assertThat(world.ledger().request(world.job(), trigger)).isEqualTo(new TriggerResult.Busy(first.runId()));

        assertThat(world.requests()).singleElement().satisfies(request -> {
            assertThat(request.requestedBy()).isEqualTo("lan");
            assertThat(request.slot()).isNull();
            assertThat(request.parameters()).containsEntry("seed", "9").containsEntry("factors", "16");
        });
        assertThat(only().origin()).isEqualTo(Origin.REQUEST);
        world.finished(first.runId(), RunStatus.SUCCEEDED, "published");
        assertThat(world.ledger().request(world.job(), trigger))
                .as("in the same instant")
                .isInstanceOf(TriggerResult.Dispatched.class);
        assertThat(world.slots()).hasSize(2);
    }

    @Test
    void whatIsOldIsForgottenAndWhatIsOpenIsNot() {
        world.advance();
        world.advanceAt(minutes(15));
        world.finished(only().runId(), RunStatus.SUCCEEDED, "published");
        world.clock.advance(Duration.ofDays(91));
        world.ledger().request(world.job(), new RunTrigger(Origin.REQUEST, "now", "lan", Map.of()));

        world.deleteOld();

        assertThat(only().origin()).isEqualTo(Origin.REQUEST);
    }

    private static World world(FixedJob job) {
        return new World(job, FixedRemediation.DEFAULTS);
    }

    private static Instant minutes(int minutes) {
        return T0.plus(Duration.ofMinutes(minutes));
    }

    private SlotView only() {
        assertThat(world.slots()).hasSize(1);
        return world.slots().getFirst();
    }
}
