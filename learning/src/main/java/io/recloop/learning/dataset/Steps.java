package io.recloop.learning.dataset;

import io.recloop.learning.dataset.DatasetStatistics.Step;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Runs the steps of a pipeline and notes what each yielded and took. Used by one thread.
public final class Steps {
    private final List<Step> done = new ArrayList<>();

    @FunctionalInterface
    public interface Work {
        /// @return how many rows it yielded
        long run() throws SQLException, IOException, TooLittleDataException;
    }

    /// @throws java.io.InterruptedIOException where the thread was interrupted before it
    public void run(String name, Work work) throws SQLException, IOException, TooLittleDataException {
        if (Thread.currentThread().isInterrupted()) {
            throw new java.io.InterruptedIOException("interrupted before step " + name);
        }
        long start = System.nanoTime();
        long rows = work.run();
        done.add(new Step(name, rows, (System.nanoTime() - start) / 1e9));
    }

    List<Step> done() {
        return List.copyOf(done);
    }
}
