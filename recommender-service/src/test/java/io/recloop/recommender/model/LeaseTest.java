package io.recloop.recommender.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.ranking.RankingModel;
import io.recloop.recommender.ranking.RankingModelFactory;
import io.recloop.recommender.stack.SyntheticModel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    private static final int READERS = 4;
    private static final int SWAPS = 150;

    private final Models models = new Models();
    private final BundleReader.Bundle bundle;
    private final RankingModel ranking;

    LeaseTest(@TempDir Path folder) throws Exception {
        new SyntheticModel(300, 4, 12, 4).write(folder.resolve("bundle"), "shop", "als-shop-1", Map.of());
        bundle = BundleReader.read(folder.resolve("bundle"), null);
        ranking = RankingModelFactory.of(bundle.manifest(), bundle.content());
    }

    @Test
    void withoutAModelTheLeaseIsOfNothing() {
        try (var lease = models.lease("nobody")) {
            assertThat(lease.serving()).isInstanceOf(ServingState.NoModelYet.class);
        }
    }

    @Test
    void theModelBeforeIsReleasedAtTheSwapWhereNobodyReadsIt() {
        var released = new AtomicInteger();
        models.swap("shop", model(1), released::incrementAndGet);
        models.lease("shop").close();
        assertThat(released).hasValue(0);
        models.swap("shop", model(2), () -> {});
        assertThat(released).hasValue(1);
    }

    @Test
    void theModelBeforeIsReleasedWhenTheLastOfItsReadersLeavesAndNotSooner() {
        var released = new AtomicInteger();
        models.swap("shop", model(1), released::incrementAndGet);
        var first = models.lease("shop");
        var second = models.lease("shop");
        models.swap("shop", model(2), () -> {});
        assertThat(generation(first)).isEqualTo(1);
        first.close();
        first.close();
        assertThat(released).hasValue(0);
        second.close();
        assertThat(released).hasValue(1);
        try (var third = models.lease("shop")) {
            assertThat(generation(third)).isEqualTo(2);
        }
    }

    @Test
    void aReaderThatComesTooLateIsTurnedAwayAndReleasesNothingTwice() {
        var released = new AtomicInteger();
        var model = new LeasedModel(model(1), released::incrementAndGet);
        model.retire();
        assertThat(model.enter()).isFalse();
        assertThat(model.enter()).isFalse();
        assertThat(released).hasValue(1);
    }

    /// Each generation is a shared arena with its own number in it, as a mapped bundle is. A reader that touched a
    /// closed one would get an exception, one that mixed generations another number; an arena that is left open is
    /// counted.
    @Test
    void manyReadersAndManySwapsTouchNoClosedArenaAndLeaveNoneOpen() throws Exception {
        var open = new AtomicInteger();
        Map<Long, MemorySegment> memory = new ConcurrentHashMap<>();
        var stop = new AtomicBoolean();
        var reading = new CountDownLatch(READERS);
        swapTo(1, memory, open);
        try (var threads = Executors.newFixedThreadPool(READERS)) {
            List<Future<Long>> readers = new ArrayList<>();
            IntStream.range(0, READERS)
                    .forEach(i -> readers.add(threads.submit(() -> {
                        long reads = 0;
                        reading.countDown();
                        while (!stop.get()) {
                            try (var lease = models.lease("shop")) {
                                long generation = generation(lease);
                                var segment = memory.get(generation);
                                assertThat(segment.get(ValueLayout.JAVA_LONG, 0))
                                        .isEqualTo(generation);
                                assertThat(segment.get(ValueLayout.JAVA_LONG, 8))
                                        .isEqualTo(generation);
                                reads++;
                            }
                        }
                        return reads;
                    })));
            reading.await();
            for (long generation = 2; generation <= SWAPS; generation++) {
                swapTo(generation, memory, open);
            }
            stop.set(true);
            for (var reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
        assertThat(open).as("arenas that are open").hasValue(1);
    }

    private void swapTo(long generation, Map<Long, MemorySegment> memory, AtomicInteger open) {
        var arena = Arena.ofShared();
        open.incrementAndGet();
        var segment = arena.allocate(16, 8);
        segment.set(ValueLayout.JAVA_LONG, 0, generation);
        segment.set(ValueLayout.JAVA_LONG, 8, generation);
        memory.put(generation, segment);
        models.swap("shop", model(generation), () -> {
            memory.remove(generation);
            arena.close();
            open.decrementAndGet();
        });
    }

    private static long generation(Lease lease) {
        return switch (lease.serving()) {
            case ServingState.Ready(var model) -> model.generation();
            case ServingState.NoModelYet() -> throw new AssertionError("no model");
            case ServingState.Evicted evicted -> throw new AssertionError(evicted);
        };
    }

    private ServingModel model(long generation) {
        var view = new Catalog().attach("shop", ranking.itemIds(), ranking::itemRow);
        return new ServingModel(
                generation, bundle.manifest(), ranking, view, Instant.EPOCH, new ServingModel.Memory(1, 1, 1));
    }
}
