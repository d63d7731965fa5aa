package io.recloop.kit.reading;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Ends of topics that somebody waits for. They are asked for after the wait began, so that what was on the topics then
/// is before them. Thread-safe.
final class ReadingGoals {
    private final Queue<Goal> goals = new ConcurrentLinkedQueue<>();

    private static final class Goal {
        private final CountDownLatch reached = new CountDownLatch(1);
        private volatile @Nullable Map<TopicPartition, Long> ends;
    }

    boolean await(Duration atMost) throws InterruptedException {
        var goal = new Goal();
        goals.add(goal);
        try {
            return goal.reached.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            goals.remove(goal);
        }
    }

    /// Asks for ends only where somebody waits.
    void set(Supplier<Map<TopicPartition, Long>> ends) {
        Map<TopicPartition, Long> asked = null;
        for (var goal : goals) {
            if (goal.ends == null) {
                asked = asked == null ? ends.get() : asked;
                goal.ends = asked;
            }
        }
    }

    /// Everything before these offsets has been taken.
    void reached(Map<TopicPartition, Long> positions) {
        for (var goal : goals) {
            var ends = goal.ends;
            if (ends != null
                    && ends.entrySet().stream()
                            .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
                goal.reached.countDown();
            }
        }
    }
}
