package io.recloop.training.interactions;

import io.recloop.contracts.Topic;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Counts the events of the lake, one count at a time and only where segments have changed since the last: a count
/// reads all of them, and a dashboard asks again and again. Thread-safe.
@Singleton
public final class LakeCounter {
    private final Lake lake;
    private final ReentrantLock one = new ReentrantLock();
    private final Map<Question, Counted> known = new HashMap<>();

    private record Question(Topic topic, Optional<String> tenant) {}

    /// @param snapshot that was counted
    public record Counted(Lake.Snapshot snapshot, LakeCount count) {
        private boolean isOf(List<Path> files) {
            return snapshot.files().equals(files);
        }
    }

    @Inject
    LakeCounter(Lake lake) {
        this.lake = lake;
    }

    /// @param tenant whose events are counted; absent for those of all
    /// @throws BrokenLakeException where files are missing
    public Counted count(Topic topic, Optional<String> tenant) throws IOException {
        var question = new Question(topic, tenant);
        one.lock();
        try {
            var snapshot = lake.snapshot(topic);
            var last = known.get(question);
            if (last != null && last.isOf(snapshot.files())) {
                return new Counted(snapshot, last.count());
            }
            var counted = new Counted(snapshot, LakeCount.of(snapshot, tenant));
            known.put(question, counted);
            return counted;
        } finally {
            one.unlock();
        }
    }
}
