package io.recloop.recommender.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.stack.SyntheticModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelActivatorTest {
    @TempDir
    Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ModelMetrics metrics = new ModelMetrics(registry);
    private final Models models = new Models();
    private final Shadows shadows = new Shadows();

    private record Fixed(Optional<Path> workDir) implements ModelConfig {
        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration retryAtMost() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int selfTestUsers() {
            return 4;
        }

        @Override
        public int warmUpRequests() {
            return 5;
        }

        @Override
        public Duration warmUpAtMost() {
            return Duration.ofSeconds(3);
        }

        @Override
        public OptionalLong maxBytes() {
            return OptionalLong.empty();
        }

        @Override
        public Duration aliveEvery() {
            return Duration.ofSeconds(15);
        }
    }

    @Test
    void aModelIsWarmedUpBeforeItServes() throws Exception {
        var warmed = new AtomicReference<ServingModel>();
        var loader = loader();
        var activation = activation(loader, (candidate, requests, atMost) -> {
            assertThat(models.current("shop")).isInstanceOf(ServingState.NoModelYet.class);
            assertThat(requests).isEqualTo(5);
            assertThat(atMost).isEqualTo(Duration.ofSeconds(3));
            warmed.set(candidate);
            return requests;
        });
        var loaded = loaded(loader);
        var next = activation.warmedUp(1, loaded);
        assertThat(warmed.get()).isSameAs(next);
        assertThat(activation.swap(next, loaded)).isInstanceOf(ServingState.NoModelYet.class);
        assertThat(models.current("shop")).isEqualTo(new ServingState.Ready(next));
        assertThat(next.memory().mappedBytes()).isEqualTo((long) mappedBytes()).isPositive();
        assertThat(registry.get("recloop.model.resident.bytes").gauge().value())
                .isEqualTo(next.memory().residentBytes())
                .isPositive();
        assertThat(registry.get("recloop.model.budget.bytes").gauge().value())
                .isEqualTo(Runtime.getRuntime().maxMemory() / 2);
    }

    @Test
    void aModelOnTrialThatServesFromNowOnIsNoLongerOnTrial() throws Exception {
        var loader = loader();
        var activation = activation(loader, (candidate, requests, atMost) -> 0);
        var loaded = loaded(loader);
        var next = activation.warmedUp(1, loaded);
        var released = new AtomicReference<>(false);
        shadows.put("shop", next, 0.5, () -> released.set(true));
        assertThat(shadows.share("shop")).isEqualTo(0.5);
        activation.swap(next, loaded);
        assertThat(shadows.current("shop")).isEmpty();
        assertThat(shadows.share("shop")).isZero();
        assertThat(released.get()).isTrue();
    }

    @Test
    void modelsOnTrialAreTheFirstToMakeRoom() throws Exception {
        var loader = loader();
        var activation = activation(loader, (candidate, requests, atMost) -> 0);
        var model = activation.warmedUp(0, loaded(loader));
        shadows.put("shop", model, 1, () -> {});
        assertThat(shadows.residentBytes()).isEqualTo(model.memory().residentBytes());
        assertThat(shadows.giveUpOne()).isTrue();
        assertThat(shadows.giveUpOne()).isFalse();
        assertThat(shadows.current("shop").orElseThrow().state()).isEqualTo(Shadow.State.NO_ROOM);
        try (var lease = shadows.lease("shop")) {
            assertThat(lease.serving()).isInstanceOf(ServingState.NoModelYet.class);
        }
    }

    @Test
    void aModelThatFailsToAnswerIsGivenBackWithItsMemoryAndItsFolder() throws Exception {
        var loader = loader();
        var activation = activation(loader, (candidate, requests, atMost) -> {
            throw new IllegalStateException("no answer");
        });
        var loaded = loaded(loader);
        assertThat(mappedBytes()).isPositive();
        assertThatThrownBy(() -> activation.warmedUp(1, loaded)).hasMessage("no answer");
        assertThat(mappedBytes()).isZero();
        assertThat(loaded.folder()).doesNotExist();
        assertThat(models.current("shop")).isInstanceOf(ServingState.NoModelYet.class);
    }

    @Test
    void aWorkFolderThatCannotBeUsedIsToldAsSuchAndTriedAgain() throws Exception {
        var file = Files.createFile(folder.resolve("no-folder"));
        var loader = new BundleLoader(store(), new WorkFolder(file), metrics, new Fixed(Optional.empty()));
        var hash = new SyntheticModel(420, 20, 50, 8).write(folder.resolve("bundle"), "shop", "als-shop-1", Map.of());
        assertThat(loader.load("shop", "als-shop-1", hash))
                .isInstanceOfSatisfying(LoadResult.Unreachable.class, unreachable -> assertThat(unreachable.cause())
                        .hasMessageStartingWith("the work folder cannot be used"));
    }

    private FolderStore store() {
        return new FolderStore(folder.resolve("store"));
    }

    private BundleLoader loader() {
        return new BundleLoader(store(), new WorkFolder(folder.resolve("work")), metrics, new Fixed(Optional.empty()));
    }

    /// A field, because its gauge holds it weakly.
    private MemoryBudget budget;

    private ModelActivator activation(BundleLoader loader, WarmUp warmUp) {
        var config = new Fixed(Optional.empty());
        var catalog = new Catalog();
        budget = new MemoryBudget(models, shadows, catalog, metrics, config);
        var factory = new WarmModelFactory(loader, catalog, warmUp, config, Clock.systemUTC());
        return new ModelActivator(loader, factory, models, shadows, budget);
    }

    private LoadedModel loaded(BundleLoader loader) throws Exception {
        var hash = new SyntheticModel(420, 20, 50, 8).write(folder.resolve("bundle"), "shop", "als-shop-1", Map.of());
        store().put("models/als-shop-1", folder.resolve("bundle"));
        return ((LoadResult.Loaded) loader.load("shop", "als-shop-1", hash)).model();
    }

    private double mappedBytes() {
        return registry.get("recloop.model.mapped.bytes").gauge().value();
    }
}
