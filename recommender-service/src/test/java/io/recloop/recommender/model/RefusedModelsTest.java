package io.recloop.recommender.model;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ModelRefused;
import io.recloop.contracts.events.ModelRefused.Step;
import io.recloop.contracts.events.ModelServing;
import io.recloop.contracts.events.Severity;
import io.recloop.recommender.stack.Bundles;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import io.recloop.recommender.stack.Watch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stack.class)
class RefusedModelsTest {
    /// Damages a bundle in the store.
    private interface Damage {
        /// @return the hash to announce
        String to(Path bundle) throws IOException;
    }

    @Test
    void aTruncatedFileIsRefused() {
        refuses("truncated", Step.CHECKSUM, "item_factors.npy has", bundle -> {
            var file = bundle.resolve("item_factors.npy");
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - 100);
            }
            return Bundles.sha256(bundle.resolve("manifest.json"));
        });
    }

    @Test
    void aFileOfAnotherHashIsRefused() {
        refuses("flipped", Step.CHECKSUM, "user_factors.npy has another hash", bundle -> {
            flipLastByte(bundle.resolve("user_factors.npy"));
            return Bundles.sha256(bundle.resolve("manifest.json"));
        });
    }

    @Test
    void aManifestOfAnotherHashThanAnnouncedIsRefused() {
        refuses("unannounced", Step.CHECKSUM, "another hash than was announced", bundle -> "0".repeat(64));
    }

    @Test
    void aLaterFormatIsRefused() {
        refuses("later", Step.FORMAT, "99", bundle -> Bundles.rewrite(bundle, json -> json.put("formatVersion", 99)));
    }

    @Test
    void anEarlierFormatIsRefused() {
        refuses("earlier", Step.FORMAT, "0", bundle -> Bundles.rewrite(bundle, json -> json.put("formatVersion", 0)));
    }

    @Test
    void factorsThatAreNotNumbersAreRefused() {
        refuses("nan", Step.NUMBERS, "item_factors.npy is NaN", bundle -> {
            writeLastFloat(bundle.resolve("item_factors.npy"), Float.NaN);
            return Bundles.vouchFor(bundle, "item_factors.npy");
        });
    }

    @Test
    void arraysThatDoNotFitAreRefused() {
        refuses(
                "unfitting",
                Step.SHAPE,
                "the manifest says 51",
                bundle -> Bundles.rewrite(bundle, json -> json.put("items", 51)));
    }

    @Test
    void impossibleParametersAreRefused() {
        refuses(
                "impossible",
                Step.SHAPE,
                "frequencyExponent is missing",
                bundle -> Bundles.rewrite(
                        bundle, json -> ((com.fasterxml.jackson.databind.node.ObjectNode) json.get("parameters"))
                                .remove("frequencyExponent")));
    }

    @Test
    void aBprModelWithoutTheSeedOfItsNegativesIsRefused() {
        refuses(
                "unseeded",
                new SyntheticModel(211, 20, 50, 8).ofPairs(),
                Step.SHAPE,
                "seed is missing",
                bundle -> Bundles.rewrite(
                        bundle, json -> ((com.fasterxml.jackson.databind.node.ObjectNode) json.get("parameters"))
                                .remove("seed")));
    }

    @Test
    void biasesThatAreNotNumbersAreRefused() {
        refuses("biased", new SyntheticModel(211, 20, 50, 8).ofPairs(), Step.NUMBERS, "item_biases.npy is", bundle -> {
            writeLastFloat(bundle.resolve("item_biases.npy"), Float.POSITIVE_INFINITY);
            return Bundles.vouchFor(bundle, "item_biases.npy");
        });
    }

    @Test
    void theBundleOfAnotherTenantIsRefused() {
        refuses(
                "foreign",
                Step.SHAPE,
                "another model or tenant",
                bundle -> Bundles.rewrite(bundle, json -> json.put("tenant", "somebody-else")));
    }

    @Test
    void userFactorsThatContradictWhatTheUsersLikedAreRefused() {
        refuses("shuffled", Step.WARM_UP, "do not agree with what the users liked", bundle -> {
            // Every vector turned round: finite, of the right norm, and wrong.
            var file = bundle.resolve("user_factors.npy");
            var bytes = Files.readAllBytes(file);
            var floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = bytes.length - 20 * 8 * Float.BYTES; at < bytes.length; at += Float.BYTES) {
                floats.putFloat(at, -floats.getFloat(at));
            }
            Files.write(file, bytes);
            return Bundles.vouchFor(bundle, "user_factors.npy");
        });
    }

    @Test
    void aMissingBundleIsRefused() {
        refuses("missing", Step.FETCH, "no such bundle", bundle -> {
            var hash = Bundles.sha256(bundle.resolve("manifest.json"));
            Files.move(bundle, bundle.resolveSibling("moved-away"));
            return hash;
        });
    }

    @Test
    void aLowerGenerationIsRefused() {
        try (var shop = new Shop("lower");
                var status = new Watch(Topic.MODEL_STATUS)) {
            var planted = new SyntheticModel(200, 20, 50, 8);
            shop.serve(planted, 7, shop.endOfInteractions());
            var older = planted.store(shop, 6, shop.endOfInteractions());
            shop.write(Topic.MODEL_PUBLISHED, older);
            var refused =
                    status.await(ModelRefused.class, event -> event.tenant().equals("lower"));
            assertThat(refused.step()).isEqualTo(Step.FETCH);
            assertThat(refused.because()).contains("generation 6").contains("generation 7");
            assertThat(shop.client().get("/v1/model").jsonPath().getLong("model.generation"))
                    .isEqualTo(7);
        }
    }

    @Test
    void withoutAModelTheAlertIsCriticalAndTheReasonCanBeAskedFor() throws IOException {
        try (var shop = new Shop("first");
                var alerts = new Watch(Topic.ALERTS)) {
            var announced = new SyntheticModel(201, 20, 50, 8).store(shop, 1, shop.endOfInteractions());
            flipLastByte(shop.storeFolder().resolve("models/als-first-1/item_factors.npy"));
            shop.write(Topic.MODEL_PUBLISHED, announced);
            var alert = alerts.await(AlertRaised.class, event -> event.tenant().equals("first"));
            assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
            var model = shop.client().get("/v1/model").jsonPath();
            assertThat(model.getString("mode")).isEqualTo("no-model-yet");
            assertThat(model.getString("refused.step")).isEqualTo("checksum");
            get("/q/health/ready").then().statusCode(200);
        }
    }

    @Test
    void aStoreThatIsAwayIsTriedAgainUntilItIsBack() throws IOException {
        try (var shop = new Shop("away");
                var status = new Watch(Topic.MODEL_STATUS)) {
            var announced = new SyntheticModel(202, 20, 50, 8).store(shop, 1, shop.endOfInteractions());
            var models = shop.storeFolder().resolve("models");
            var elsewhere = shop.storeFolder().resolve("unmounted");
            Files.move(models, elsewhere);
            try {
                shop.write(Topic.MODEL_PUBLISHED, announced);
                await().atMost(Duration.ofSeconds(20)).until(() -> metric("recloop_model_load_retries_total") >= 2);
                var waiting = shop.client().get("/v1/model").jsonPath();
                assertThat(waiting.getString("waiting.modelId")).isEqualTo("als-away-1");
                assertThat(waiting.getString("waiting.because")).contains("no models at all");
                assertThat(waiting.getInt("waiting.attempts")).isPositive();
            } finally {
                Files.move(elsewhere, models);
            }
            status.await(ModelServing.class, event -> event.tenant().equals("away"));
            assertThat(shop.client().get("/v1/model").jsonPath().getString("waiting"))
                    .isNull();
            assertThat(status.seen())
                    .noneMatch(event ->
                            event instanceof ModelRefused && event.tenant().equals("away"));
        }
    }

    private static void refuses(String tenant, Step step, String because, Damage damage) {
        refuses(tenant, new SyntheticModel(211, 20, 50, 8), step, because, damage);
    }

    /// The whole of what must happen, for one kind of damage: the reason is said, people are notified, the old model
    /// serves, nothing is tried twice, and a good model ends it.
    private static void refuses(String tenant, SyntheticModel next, Step step, String because, Damage damage) {
        try (var shop = new Shop(tenant);
                var status = new Watch(Topic.MODEL_STATUS);
                var alerts = new Watch(Topic.ALERTS)) {
            var offsets = shop.endOfInteractions();
            shop.serve(new SyntheticModel(210, 20, 50, 8), 1, offsets);
            var bad = damaged(shop, next.store(shop, 2, offsets), damage);
            shop.write(Topic.MODEL_PUBLISHED, bad);

            var refused =
                    status.await(ModelRefused.class, event -> event.tenant().equals(tenant));
            assertThat(refused.step()).isEqualTo(step);
            assertThat(refused.because()).contains(because);
            assertThat(refused.modelId()).isEqualTo(bad.modelId());
            assertThat(refused.generation()).isEqualTo(2);
            assertThat(refused.servingModelId()).isEqualTo("als-" + tenant + "-1");
            assertThat(refused.instance()).isEqualTo("recommender-test");
            var raised = alerts.await(AlertRaised.class, event -> event.tenant().equals(tenant));
            assertThat(raised.rule()).isEqualTo("model-refused");
            assertThat(raised.severity()).isEqualTo(Severity.WARNING);
            assertThat(raised.details()).containsEntry("step", step.code());
            assertThat(shop.client()
                            .get("/v1/users/u1/recommendations")
                            .jsonPath()
                            .getString("modelId"))
                    .isEqualTo("als-" + tenant + "-1");
            assertThat(metric("recloop_model_refusals_total{step=\"" + step.code() + "\"}"))
                    .isPositive();

            shop.write(Topic.MODEL_PUBLISHED, bad);
            shop.serve(new SyntheticModel(212, 20, 50, 8), 3, offsets);
            assertThat(status.seen())
                    .filteredOn(event ->
                            event instanceof ModelRefused && event.tenant().equals(tenant))
                    .hasSize(1);
            var resolved = alerts.await(
                    AlertResolved.class,
                    event -> event.tenant().equals(tenant) && event.occurredAt().isAfter(raised.occurredAt()));
            assertThat(resolved.fingerprint()).isEqualTo(raised.fingerprint());
            assertThat(shop.client().get("/v1/model").jsonPath().<Map<String, Object>>get("refused"))
                    .isNull();
        }
    }

    private static ModelPublished damaged(Shop shop, ModelPublished announced, Damage damage) {
        try {
            var hash = damage.to(shop.storeFolder().resolve("models/" + announced.modelId()));
            return SyntheticModel.announcement(announced.tenant(), announced.generation(), announced.modelId(), hash);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void flipLastByte(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    private static void writeLastFloat(Path file, float value) throws IOException {
        var bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - Float.BYTES, value);
        Files.write(file, bytes);
    }

    private static double metric(String name) {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
