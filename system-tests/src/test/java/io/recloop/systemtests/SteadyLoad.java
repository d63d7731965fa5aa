package io.recloop.systemtests;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.ModelContent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Clients that ask without pause while models change under them. Each answer of a trained user is checked: the
/// scores must be the products of that user's and those items' factors in the bundle that the answer names, and
/// in no other.
final class SteadyLoad implements AutoCloseable {
    private static final int CLIENTS = 4;

    private final LocalStack stack;
    private final String token;
    private final int users;
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final Map<String, Factors> bundles = new ConcurrentHashMap<>();
    private final AtomicInteger recomputed = new AtomicInteger();
    /// 200 requests a second, given out every 5 ms, so that the machine has room for the training beside it.
    private final Semaphore pace = new Semaphore(0);

    private volatile boolean running = true;

    record Seen(List<String> failures, Set<String> models, int recomputed) {}

    private SteadyLoad(LocalStack stack, String token, int users) {
        this.stack = stack;
        this.token = token;
        this.users = users;
    }

    static SteadyLoad start(LocalStack stack, String token, int users) {
        var load = new SteadyLoad(stack, token, users);
        var pacer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().factory());
        var unused = pacer.scheduleAtFixedRate(() -> load.pace.release(1), 0, 5, TimeUnit.MILLISECONDS);
        for (int i = 0; i < CLIENTS; i++) {
            int seed = i;
            load.clients.execute(() -> load.ask(new SplittableRandom(seed)));
        }
        return load;
    }

    void awaitAnswersBy(String modelId, int count) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> answers.getOrDefault(modelId, new AtomicInteger()).get() >= count);
    }

    Seen stop() throws InterruptedException {
        running = false;
        clients.shutdown();
        if (!clients.awaitTermination(60, TimeUnit.SECONDS)) {
            failures.add("a client does not end");
        }
        return new Seen(List.copyOf(failures), Set.copyOf(answers.keySet()), recomputed.get());
    }

    private void ask(SplittableRandom random) {
        while (running) {
            try {
                pace.acquire();
                var user = "user-%05d".formatted(1 + random.nextInt(users));
                var answer = stack.get(stack.recommender("/v1/users/" + user + "/recommendations?limit=10"), token);
                check(user, answer);
                answers.computeIfAbsent(answer.path("modelId").asText(), id -> new AtomicInteger())
                        .incrementAndGet();
            } catch (InterruptedException e) {
                return;
            } catch (Exception | AssertionError e) {
                failures.add(String.valueOf(e));
            }
        }
    }

    private void check(String user, JsonNode answer) throws Exception {
        if (!answer.path("strategy").asText().equals("personalized")) {
            return;
        }
        var model = bundles.computeIfAbsent(answer.path("modelId").asText(), this::load);
        for (JsonNode item : answer.path("items")) {
            if (!item.path("source").asText().equals("collaborative")) {
                continue;
            }
            double expected = model.score(user, item.path("item").asText());
            double given = item.path("score").asDouble();
            // |error| ≤ 2·k·2⁻²⁴·Σ|uᵢyᵢ| for a float sum of k products (Higham 2002, §3.1); Σ|uᵢyᵢ| ≤ |u||y|.
            if (Math.abs(expected - given)
                    > model.tolerance(user, item.path("item").asText())) {
                failures.add("%s scores %s for %s with %s, its bundle says %s"
                        .formatted(answer.path("modelId").asText(), given, user, item.path("item"), expected));
            }
            recomputed.incrementAndGet();
        }
    }

    private Factors load(String modelId) {
        try {
            return new Factors(BundleReader.read(stack.store().resolve("models").resolve(modelId), null)
                    .content());
        } catch (Exception e) {
            throw new AssertionError("the bundle of " + modelId + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        running = false;
        clients.shutdownNow();
    }

    private static final class Factors {
        private final ModelContent content;
        private final Map<String, Integer> users = new HashMap<>();
        private final Map<String, Integer> items = new HashMap<>();

        Factors(ModelContent content) {
            this.content = content;
            content.users().forEach(user -> users.put(user, users.size()));
            content.items().forEach(item -> items.put(item, items.size()));
        }

        double score(String user, String item) {
            return dot(content.userFactors(), users.get(user), content.itemFactors(), items.get(item));
        }

        double tolerance(String user, String item) {
            double norms = Math.sqrt(dot(content.userFactors(), users.get(user), content.userFactors(), users.get(user))
                    * dot(content.itemFactors(), items.get(item), content.itemFactors(), items.get(item)));
            return 2 * content.factors() * Math.pow(2, -24) * norms;
        }

        private double dot(float[] left, int leftRow, float[] right, int rightRow) {
            double sum = 0;
            int k = content.factors();
            for (int i = 0; i < k; i++) {
                sum += (double) left[leftRow * k + i] * right[rightRow * k + i];
            }
            return sum;
        }
    }
}
