package io.recloop.local.bench;

/// The same interactions into the lake and past a consumer that does nothing with them.
///
/// @param ratio of the first rate to the second
record IngestRound(double lakeEventsPerSecond, double bareConsumerEventsPerSecond, double ratio) {
    private static final int DIGITS = 3;

    static IngestRound of(int events, double lakeSeconds, double bareSeconds) {
        return new IngestRound(
                Math.round(events / lakeSeconds),
                Math.round(events / bareSeconds),
                LoadBench.rounded(bareSeconds / lakeSeconds, DIGITS));
    }
}
