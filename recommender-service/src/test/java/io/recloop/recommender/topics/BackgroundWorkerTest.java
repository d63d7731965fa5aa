package io.recloop.recommender.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundWorkerTest {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final BackgroundWorker<String> worker =
            new BackgroundWorker<>("test", 1, this::work, (one, why) -> failed.add(one));

    private void work(String one) throws InterruptedException {
        switch (one) {
            case "error" -> throw new StackOverflowError();
            case "exception" -> throw new IllegalStateException("no");
            case "slow" -> {
                begun.countDown();
                goOn.await();
            }
            default -> done.add(one);
        }
    }

    @AfterEach
    void stop() {
        worker.stop(Duration.ofSeconds(5));
    }

    @Test
    void goesOnAfterAnError() {
        worker.start();
        offer("error");
        offer("after it");
        await().until(() -> done.contains("after it"));
        assertThat(failed).containsExactly("error");
    }

    @Test
    void goesOnAfterAnException() {
        worker.start();
        offer("exception");
        offer("after it");
        await().until(() -> done.contains("after it"));
        assertThat(failed).containsExactly("exception");
    }

    @Test
    void doesNotTakeMoreThanMayWait() throws InterruptedException {
        worker.start();
        offer("slow");
        begun.await();
        assertThat(worker.offer("waits")).isTrue();
        assertThat(worker.offer("too much")).isFalse();
        assertThat(worker.waiting()).isEqualTo(1);
        goOn.countDown();
        await().until(() -> done.contains("waits"));
    }

    private void offer(String one) {
        await().until(() -> worker.offer(one));
    }
}
