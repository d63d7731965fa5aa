package io.recloop.learning.tuning;

import java.util.ArrayList;
import java.util.List;

/// Keeps the trials of one search, so that a search that was killed goes on where it was.
public interface TrialLog {
    /// In the order of their numbers.
    List<Trial> read();

    /// Is durable when this returns.
    void append(Trial trial);

    /// Forgets everything with the process.
    static TrialLog inMemory() {
        var trials = new ArrayList<Trial>();
        return new TrialLog() {
            @Override
            public List<Trial> read() {
                return List.copyOf(trials);
            }

            @Override
            public void append(Trial trial) {
                trials.add(trial);
            }
        };
    }
}
