package io.recloop.recommender.topics;

/// Reads a compacted topic from its beginning, for as long as it is open.
public final class CompactedFollower implements AutoCloseable {
    private final TopicFollower follower;
    private final LastWordReader<?> reader;

    CompactedFollower(TopicFollower follower, LastWordReader<?> reader) {
        this.follower = follower;
        this.reader = reader;
    }

    public void start() {
        follower.start();
    }

    /// Whether what was there at the start has been read.
    public boolean isCaughtUp() {
        return reader.isCaughtUp();
    }

    @Override
    public void close() {
        follower.close();
    }
}
