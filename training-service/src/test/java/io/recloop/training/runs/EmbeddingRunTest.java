package io.recloop.training.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.ItemUpserted;
import io.recloop.contracts.events.Pipeline;
import io.recloop.training.PlantedShop;
import io.recloop.training.TrainingStack;
import io.recloop.training.WithoutLoops;
import io.recloop.training.interactions.LakeFixture;
import io.recloop.training.registry.runs.Run;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithoutLoops.class)
@WithTestResource(TrainingStack.class)
class EmbeddingRunTest extends ExecutedRuns {
    private static final List<String> KINDS = List.of(
            "garden shears for roses",
            "wireless keyboard with backlight",
            "dark roasted coffee beans",
            "running shoes for women",
            "acoustic guitar strings",
            "waterproof winter jacket");
    private static final int NEW_ITEM = PlantedShop.ITEMS;

    @Test
    void onlyWhatHasChangedIsEncodedAgainAndTwinsAreTold() throws Exception {
        send(item(0, "dark roasted coffee beans"), item(1, "garden shears"), item(2, "dark roasted coffee beans"));
        embed("first", "");
        executing(() -> await().atMost(LIMIT).until(() -> ended("first")));
        embed("again", "");
        executing(() -> await().atMost(LIMIT).until(() -> ended("again")));
        send(item(1, "garden shears, the small ones"));
        embed("changed", "");
        embed("forced", "true");

        executing(() -> await().atMost(LIMIT).until(() -> ended("forced")));

        assertThat(result("first"))
                .containsEntry("encoded", "3")
                .containsEntry("nearDuplicatePairs", "1")
                .containsEntry("nearDuplicates", "i0 i2");
        assertThat(result("again")).containsEntry("encoded", "0").containsEntry("reused", "3");
        assertThat(reason("again")).startsWith("nothing to do: no text has changed");
        assertThat(result("changed")).containsEntry("encoded", "1").containsEntry("reused", "2");
        assertThat(result("forced")).containsEntry("encoded", "3");
    }

    @Test
    void withoutACatalogueItIsRefusedInASentence() throws Exception {
        embed("none", "");

        executing(() -> await().atMost(LIMIT).until(() -> ended("none")));

        assertThat(status("none")).isEqualTo(Run.Status.REFUSED);
        assertThat(reason("none")).contains("no item has arrived");
    }

    @Test
    void anItemThatNobodyHadReachesTheListsOfThoseWhoLikeItsKind() throws Exception {
        sendLikes();
        send(IntStream.rangeClosed(0, NEW_ITEM)
                .mapToObj(number -> item(number, KINDS.get(number % KINDS.size()) + " no " + number))
                .toArray(ItemUpserted[]::new));
        runs.note(request("trained", Map.of("iterations", "8")));

        executing(() -> await().atMost(LIMIT).until(() -> ended("trained")));

        assertThat(status("trained")).as(reason("trained")).isEqualTo(Run.Status.SUCCEEDED);
        var content = published().content();
        assertThat(content.contentPrior()).isNotNull();
        int row = content.items().indexOf("i" + NEW_ITEM);
        var reached = IntStream.range(0, content.users().size())
                .filter(user -> above(content, user, row) < 10)
                .mapToObj(user -> Integer.parseInt(content.users().get(user).substring(1)) % KINDS.size())
                .toList();
        assertThat(reached).filteredOn(kind -> kind == 0).hasSizeGreaterThan(PlantedShop.USERS / KINDS.size() / 2);
        assertThat(reached).filteredOn(kind -> kind != 0).hasSizeLessThan(PlantedShop.USERS / 20);
    }

    /// Items that the user has not had and that rank above this one.
    private static long above(ModelContent content, int user, int row) {
        var had = new HashSet<Integer>();
        var seen = content.seen();
        for (long entry = seen.indptr()[user]; entry < seen.indptr()[user + 1]; entry++) {
            had.add(seen.indices()[(int) entry]);
        }
        float own = score(content, user, row);
        return IntStream.range(0, content.items().size())
                .filter(item -> !had.contains(item) && score(content, user, item) > own)
                .count();
    }

    private static float score(ModelContent content, int user, int item) {
        float sum = 0;
        for (int factor = 0; factor < content.factors(); factor++) {
            sum += content.userFactors()[user * content.factors() + factor]
                    * content.itemFactors()[item * content.factors() + factor];
        }
        return sum;
    }

    private BundleReader.Bundle published() throws Exception {
        var model = models.incumbent("default").orElseThrow();
        var copy = folder.resolve("copy");
        new FolderStore(folder.resolve("store")).fetch("models/" + model.modelId(), copy);
        return BundleReader.read(copy, Objects.requireNonNull(model.manifestSha256()));
    }

    private void embed(String runId, String force) {
        runs.note(request(Pipeline.ITEM_EMBEDDINGS, runId, force.isEmpty() ? Map.of() : Map.of("force", force)));
    }

    private static ItemUpserted item(int number, String name) {
        return new ItemUpserted(
                "item-" + number + "-" + name.hashCode(),
                "default",
                Instant.now(),
                "i" + number,
                name,
                null,
                List.of(),
                null,
                null,
                null,
                Map.of());
    }

    private void send(ItemUpserted... items) throws Exception {
        try (var producer = LakeFixture.clients(stack.bootstrapServers()).producer(Map.of())) {
            for (var item : items) {
                var unused = producer.send(new ProducerRecord<>(
                        topics.name(Topic.ITEMS),
                        item.item().getBytes(StandardCharsets.UTF_8),
                        EventCodec.write(item)));
            }
            producer.flush();
        }
    }
}
