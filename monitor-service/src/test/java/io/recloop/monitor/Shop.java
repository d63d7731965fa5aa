package io.recloop.monitor;

import io.recloop.contracts.bundle.BundleWriter;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.bundle.Profile;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ModelRefused;
import io.recloop.contracts.events.ModelServing;
import io.recloop.contracts.events.OutcomeObserved;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.ReplicaAlive;
import io.recloop.contracts.events.RunCancelled;
import io.recloop.contracts.events.RunRequested;
import io.recloop.contracts.events.ShadowCompared;
import io.recloop.contracts.events.ShownItem;
import io.recloop.contracts.events.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Events of a made-up tenant.
record Shop(String tenant) {
    static final int ITEMS = 40;

    static String item(int i) {
        return "item-%02d".formatted(i);
    }

    static String id() {
        return UUID.randomUUID().toString();
    }

    /// Item popularity falls as 1/(rank + 3); four in five act by clicking.
    Profile profile(Instant through) {
        var items = new TreeMap<String, Long>();
        IntStream.range(0, ITEMS).forEach(i -> items.put(item(i), Math.round(60_000.0 / (i + 3))));
        long positives = items.values().stream().mapToLong(Long::longValue).sum();
        return new Profile(
                through.minusSeconds(86_400),
                through,
                positives,
                5_000,
                ITEMS,
                Map.of(),
                Map.of("click", positives * 4 / 5, "purchase", positives / 5),
                items,
                new Profile.Volume(60, 60, 0.5, 1));
    }

    /// @param shift how many places the popularity has moved down the list of items
    List<InteractionRecorded> interactions(int count, int people, int shift, Instant at, long seed) {
        var random = new SplittableRandom(seed);
        double[] weights =
                IntStream.range(0, ITEMS).mapToDouble(i -> 1.0 / (i + 3)).toArray();
        double all = java.util.Arrays.stream(weights).sum();
        var events = new ArrayList<InteractionRecorded>();
        for (int n = 0; n < count; n++) {
            double at01 = random.nextDouble() * all;
            int drawn = 0;
            while (drawn < ITEMS - 1 && at01 >= weights[drawn]) {
                at01 -= weights[drawn];
                drawn++;
            }
            events.add(new InteractionRecorded(
                    id(),
                    tenant,
                    at.minusMillis(random.nextInt(20_000)),
                    "user-" + random.nextInt(people),
                    item((drawn + shift) % ITEMS),
                    random.nextInt(5) == 0 ? Action.PURCHASE : Action.CLICK,
                    null,
                    null,
                    null));
        }
        return events;
    }

    InteractionRecorded click(String requestId, String item, Instant at) {
        return new InteractionRecorded(id(), tenant, at, "user-1", item, Action.CLICK, null, requestId, null);
    }

    RecommendationsServed servedTo(String user, String requestId, String model, Strategy strategy, Instant at) {
        var shown = List.of(new ShownItem(item(1), 1, 1.0, "collaborative"));
        return new RecommendationsServed(id(), tenant, at, requestId, user, model, strategy, shown, 12_000);
    }

    RecommendationsServed served(String requestId, String model, Strategy strategy, Instant at, String... items) {
        var shown = new ArrayList<ShownItem>();
        for (String item : items) {
            shown.add(new ShownItem(item, shown.size() + 1, 1.0, "collaborative"));
        }
        return new RecommendationsServed(id(), tenant, at, requestId, "user-1", model, strategy, shown, 12_000);
    }

    /// @param rank 0 where the model does not know the item
    OutcomeObserved took(String model, int rank, Instant at) {
        return outcome(model, rank, null, null, rank > 0 && rank <= 10, at);
    }

    /// Neither a yes nor a no to the item, but a rating.
    OutcomeObserved rated(String model, @Nullable Double predicted, double rating, Instant at) {
        return outcome(model, 7, predicted, rating, null, at);
    }

    private OutcomeObserved outcome(
            String model,
            int rank,
            @Nullable Double predicted,
            @Nullable Double rating,
            @Nullable Boolean hit10,
            Instant at) {
        var action = rating == null ? Action.PURCHASE : Action.RATING;
        return new OutcomeObserved(
                id(),
                tenant,
                at,
                id(),
                "user-1",
                item(1),
                action,
                model,
                rank,
                ITEMS,
                predicted,
                rating,
                Strategy.PERSONALIZED,
                hit10);
    }

    ShadowCompared compared(String model, String shadow, Instant at) {
        return new ShadowCompared(id(), tenant, at, id(), "user-1", model, shadow, 10, 0.8, 0.9, 0.1, 100, 200);
    }

    RunRequested driftRun(Instant at) {
        return new RunRequested(id(), tenant, at, id(), Pipeline.DRIFT_DETECTION, "test", "test", null, null, Map.of());
    }

    ModelRefused refused(String model, String instance, long generation, String because) {
        return new ModelRefused(
                id(), tenant, Instant.now(), instance, generation, model, ModelRefused.Step.FETCH, because, null);
    }

    RunCancelled cancelled(RunRequested run) {
        return new RunCancelled(id(), tenant, run.occurredAt(), run.runId(), run.pipeline(), "ada", "no need");
    }

    ModelServing serving(String model, String instance, long generation, Instant at) {
        return new ModelServing(id(), tenant, at, instance, generation, model, 2, ITEMS, 10);
    }

    ReplicaAlive alive(String instance, long generation, Instant at) {
        return new ReplicaAlive(id(), tenant, at, instance, generation, null, true, at, false);
    }

    ModelPublished published(String model, long generation, String sha, Instant at) {
        return new ModelPublished(
                id(),
                tenant,
                at,
                generation,
                model,
                "als",
                "file:///models/" + model,
                sha,
                "dataset-1",
                null,
                "test",
                Map.of());
    }

    /// Puts a bundle in the store.
    ///
    /// @return the manifest's hash
    String bundle(Path store, String model, Profile profile) throws IOException {
        var folder = Files.createTempDirectory("bundle-");
        var users = List.of("user-0", "user-1");
        var items = IntStream.range(0, ITEMS).mapToObj(Shop::item).toList();
        var content = new ModelContent(
                new ModelContent.FactorRows(users, 2, new float[users.size() * 2]),
                new ModelContent.FactorRows(items, 2, new float[ITEMS * 2]),
                new ModelContent.SparseRows(new long[users.size() + 1], new int[0], new float[0]),
                new float[ITEMS],
                profile);
        String sha = BundleWriter.write(
                folder,
                new BundleWriter.Description(
                        model,
                        tenant,
                        "als",
                        profile.through(),
                        Map.of("unobservedWeight", 0.1, "regularization", 0.1, "frequencyExponent", 1.0),
                        Map.of(),
                        Map.of(),
                        "dataset-1",
                        null,
                        Map.of(),
                        profile.through(),
                        "test"),
                content);
        new FolderStore(store).put("models/" + model, folder);
        return sha;
    }
}
