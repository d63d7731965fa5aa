package io.recloop.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.recloop.simulator.live.Figures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// One turn of the loop: clicks are measured, taste shifts, the loop notices and repairs itself. The demo only
/// watches: it shifts the taste and asks nobody to do anything about it.
final class Turn {
    static final double SHIFTED_SHARE = 0.9;

    private static final Duration PART = Duration.ofSeconds(5);
    private static final Duration STEADY = Duration.ofSeconds(20);
    private static final Duration STALE = Duration.ofSeconds(10);
    private static final Duration NOTICE = Duration.ofSeconds(75);
    private static final Duration ALERT = Duration.ofSeconds(20);
    private static final Duration RETRAIN = Duration.ofSeconds(60);
    private static final Duration PASS = Duration.ofSeconds(100);
    private static final int LOOKS_FOR_RECOVERY = 6;

    /// Recovered means: of the click-through that was lost, at least this share is back.
    private static final double REGAINED = 0.5;

    /// A fall counts when it is this many standard errors, so that chance does not tell the story.
    private static final double SURE = 4;

    private final Loop loop;
    private final Opening opening;
    private final Traffic traffic;
    private final Patience patience;
    private final Story story;
    private final Clock clock;

    Turn(Loop loop, Opening opening, Traffic traffic, Telling telling) {
        this.loop = loop;
        this.opening = opening;
        this.traffic = traffic;
        this.patience = telling.patience();
        this.story = telling.story();
        this.clock = telling.clock();
    }

    record Telling(Patience patience, Story story, Clock clock) {}

    /// @param withoutModel what visitors did while they were shown what is popular
    void play(Figures withoutModel) throws NotSeenException, InterruptedException {
        var before = steady(withoutModel);
        var shiftedAt = clock.instant();
        traffic.shiftTaste(SHIFTED_SHARE);
        story.say("now %.0f %% of the items are liked by other people than before; their names stay"
                .formatted(100 * SHIFTED_SHARE));
        var stale = stale(before);
        drift(shiftedAt);
        alert(shiftedAt);
        long generation = repaired(shiftedAt);
        recovered(before, stale, generation);
    }

    private Figures steady(Figures withoutModel) throws NotSeenException, InterruptedException {
        var from = clock.instant();
        var figures = traffic.during(STEADY, PART);
        if (figures.lists() == 0) {
            throw new NotSeenException(
                    "no list was shown in %d s: %d requests failed".formatted(STEADY.toSeconds(), figures.failures()));
        }
        // A window that lies wholly in live traffic; what lies before it is the shop's past.
        var quiet = patience.await("a drift verdict on live traffic", NOTICE, () -> loop.drift(from).stream()
                .filter(evaluation -> !Loop.time(evaluation, "windowStart").isBefore(from))
                .filter(evaluation -> hasVerdict(check(evaluation, "popularity"), "stable", "watch", "drift"))
                .findFirst());
        if (hasVerdict(check(quiet, "popularity"), "drift")) {
            throw new NotSeenException("drift was found before there was any: "
                    + quiet.path("summary").asText());
        }
        story.say("   while nothing drifts: " + told(quiet));
        var seenByMonitor = patience.await(
                "monitor-service to count clicks", ALERT, () -> loop.clickThrough(from, clock.instant()));
        story.seen(
                Step.MEASURED,
                Traffic.ctr(figures)
                        + String.format(
                                Locale.ROOT,
                                "; monitor-service counts %.3f; %.3f before there was a model",
                                seenByMonitor,
                                withoutModel.ctr()));
        return figures;
    }

    private Figures stale(Figures before) throws NotSeenException, InterruptedException {
        var stale = traffic.during(STALE, PART);
        double errors = Math.hypot(before.ctrError(), stale.ctrError());
        if (before.ctr() - stale.ctr() < SURE * errors) {
            throw new NotSeenException(
                    "the CTR went from %.3f to %.3f, which may be chance".formatted(before.ctr(), stale.ctr()));
        }
        story.seen(Step.SHIFTED, Traffic.ctr(stale));
        return stale;
    }

    private void drift(Instant since) throws NotSeenException, InterruptedException {
        var told = new HashSet<String>();
        var drift = patience.await("a severe drift verdict", NOTICE, () -> {
            var evaluations = loop.drift(since).reversed();
            for (var evaluation : evaluations) {
                if (told.add(evaluation.path("eventId").asText())) {
                    story.say("   verdict %s: %s"
                            .formatted(evaluation.path("verdict").asText(), told(evaluation)));
                }
            }
            return evaluations.stream().filter(Turn::isSevere).findFirst();
        });
        story.seen(Step.DRIFT, worst(drift));
    }

    private static boolean isSevere(JsonNode evaluation) {
        return evaluation.path("verdict").asText().equals("drift")
                && evaluation.path("severity").asText().equals("critical");
    }

    /// The checks that have something to say.
    private static String told(JsonNode evaluation) {
        return Loop.list(evaluation.path("checks")).stream()
                .filter(check -> hasVerdict(check, "stable", "watch", "drift"))
                .map(check -> String.format(
                        Locale.ROOT,
                        "%s %s (%.2f)",
                        check.path("name").asText(),
                        check.path("verdict").asText(),
                        check.path("value").asDouble()))
                .collect(Collectors.joining(", "));
    }

    private static JsonNode check(JsonNode evaluation, String name) {
        return Loop.list(evaluation.path("checks")).stream()
                .filter(check -> check.path("name").asText().equals(name))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static boolean hasVerdict(JsonNode check, String... verdicts) {
        return List.of(verdicts).contains(check.path("verdict").asText());
    }

    /// The shift is one of taste: where popularity drifts, that is the finding, and busier visitors are its
    /// consequence.
    private static String worst(JsonNode evaluation) {
        return Loop.list(evaluation.path("checks")).stream()
                .filter(check -> hasVerdict(check, "drift"))
                .max(Comparator.<JsonNode>comparingInt(
                                check -> check.path("name").asText().equals("popularity") ? 1 : 0)
                        .thenComparingDouble(check -> check.path("value").asDouble()))
                .map(check -> String.format(
                        Locale.ROOT,
                        "%s: %s %.2f (noise stays below %.2f), %s, in %d windows",
                        check.path("name").asText(),
                        check.path("statistic").asText(),
                        check.path("value").asDouble(),
                        check.path("noiseFloor").asDouble(),
                        probability(check.path("pValue").asDouble()),
                        check.path("persistedWindows").asInt()))
                .orElse(evaluation.path("summary").asText());
    }

    /// What a double cannot hold is not zero.
    private static String probability(double p) {
        return p < Double.MIN_NORMAL ? "p < 1e-300" : String.format(Locale.ROOT, "p = %.0e", p);
    }

    private void alert(Instant since) throws NotSeenException, InterruptedException {
        var incident = patience.await("the drift to be an open incident, and somebody to be told", ALERT, () -> {
            for (var candidate : loop.incidents(since)) {
                if (candidate.path("rule").asText().startsWith("drift-")
                        && candidate.path("severity").asText().equals("critical")) {
                    var whole = loop.incident(candidate.path("id").asText());
                    if (delivered(whole)) {
                        return Optional.of(whole);
                    }
                }
            }
            return Optional.empty();
        });
        var head = incident.path("incident");
        story.seen(
                Step.ALERT,
                "%s, %s, told on: %s"
                        .formatted(
                                head.path("rule").asText(),
                                head.path("severity").asText(),
                                channels(incident)));
    }

    private static boolean delivered(JsonNode incident) {
        return Loop.list(incident.path("notifications")).stream()
                .anyMatch(told -> told.path("state").asText().equals("DELIVERED"));
    }

    private static String channels(JsonNode incident) {
        return String.join(
                ", ",
                Loop.list(incident.path("notifications")).stream()
                        .map(told -> told.path("channel").asText())
                        .distinct()
                        .toList());
    }

    /// Follows every retrain that the scheduler asks for by itself, until one takes over.
    ///
    /// @return its generation
    private long repaired(Instant since) throws NotSeenException, InterruptedException {
        var followed = new HashSet<String>();
        long deadline = System.nanoTime() + PASS.toNanos();
        var refusals = "";
        while (System.nanoTime() < deadline) {
            var request = patience.await(
                    "scheduler-service to request a retrain" + refusals, RETRAIN, () -> requested(since).stream()
                            .filter(remediation ->
                                    !followed.contains(remediation.path("runId").asText()))
                            .findFirst());
            var runId = request.path("runId").asText();
            followed.add(runId);
            story.seen(
                    Step.RETRAIN,
                    String.format(
                            Locale.ROOT,
                            "by scheduler-service, %.1f s after the verdict: run %s",
                            Duration.between(Loop.time(request, "driftAt"), Loop.time(request, "decidedAt"))
                                            .toMillis()
                                    / 1000.0,
                            runId));
            // The run is known to training-service as soon as it has read the request.
            var run = opening.ended(runId);
            if (run.path("status").asText().equalsIgnoreCase("SUCCEEDED")) {
                story.seen(Step.REJUDGED, Opening.gate(run));
                long generation = opening.published(run.path("modelId").asText());
                story.seen(Step.SWAPPED, opening.served(generation));
                return generation;
            }
            story.say("   that run ended as %s: %s"
                    .formatted(run.path("status").asText(), run.path("reason").asText()));
            refusals = " after run %s ended as %s: %s"
                    .formatted(
                            runId,
                            run.path("status").asText(),
                            run.path("reason").asText());
        }
        throw new NotSeenException("no retrain passed in %d s%s".formatted(PASS.toSeconds(), refusals));
    }

    private List<JsonNode> requested(Instant since) throws java.io.IOException {
        return loop.remediations().stream()
                .filter(remediation -> remediation.path("decision").asText().equalsIgnoreCase("REQUESTED"))
                .filter(remediation -> Loop.time(remediation, "decidedAt").isAfter(since))
                .toList();
    }

    private void recovered(Figures before, Figures stale, long generation)
            throws NotSeenException, InterruptedException {
        double goal = stale.ctr() + REGAINED * (before.ctr() - stale.ctr());
        Figures now = stale;
        for (int look = 0; look < LOOKS_FOR_RECOVERY; look++) {
            now = traffic.during(STALE, PART);
            if (now.ctr() >= goal) {
                story.seen(
                        Step.RECOVERED,
                        Traffic.ctr(now)
                                + String.format(
                                        Locale.ROOT,
                                        ", %.0f %% of what was lost",
                                        100 * (now.ctr() - stale.ctr()) / (before.ctr() - stale.ctr())));
                return;
            }
        }
        throw new NotSeenException(String.format(
                Locale.ROOT,
                "under generation %d the CTR is %.3f; from %.3f before the shift to %.3f after it, %.3f was the goal",
                generation,
                now.ctr(),
                before.ctr(),
                stale.ctr(),
                goal));
    }
}
