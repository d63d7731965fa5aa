package io.recloop.recommender.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stack.class)
class ModelLoaderTest {
    private final Models models = new Models();
    private final Shadows shadows = new Shadows();
    private final Catalog catalog = new Catalog();
    private final ModelMetrics metrics = new ModelMetrics(new SimpleMeterRegistry());
    private final AtomicInteger warmUps = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Inject
    BundleLoader bundles;

    @Inject
    ModelFetcher fetcher;

    @Inject
    StatusReporter reporter;

    @Inject
    ModelConfig config;

    @Test
    void loadsAgainAfterAnErrorAndSaysMeanwhileWhatItWaitsFor() {
        try (var shop = new Shop("erring")) {
            var announced = new SyntheticModel(470, 20, 50, 8).store(shop, 1, shop.endOfInteractions());
            // As when a mapped file is cut short.
            var loader = loader((candidate, requests, atMost) -> {
                if (warmUps.incrementAndGet() == 1) {
                    throw new InternalError("a fault in mapped memory");
                }
                awaitUninterrupted(goOn);
                return 0;
            });
            loader.request(announced);

            await().until(() -> models.waiting("erring")
                    .filter(retry -> retry.because().contains("a fault in mapped memory"))
                    .isPresent());
            goOn.countDown();
            await().until(() -> models.current("erring") instanceof ServingState.Ready);
            assertThat(loader.isDecided()).isTrue();
            loader.stop(new ShutdownEvent());
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ModelLoader loader(WarmUp warmUp) {
        var factory = new WarmModelFactory(bundles, catalog, warmUp, config, Clock.systemUTC());
        var budget = new MemoryBudget(models, shadows, catalog, metrics, config);
        return new ModelLoader(
                fetcher,
                models,
                new ModelActivator(bundles, factory, models, shadows, budget),
                new ModelJournal(models, reporter, metrics, Clock.systemUTC()),
                config);
    }
}
