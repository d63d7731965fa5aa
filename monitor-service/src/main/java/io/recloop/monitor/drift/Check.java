package io.recloop.monitor.drift;

/// What interactions are compared by.
enum Check {
    RATING("rating", "total-variation"),
    POPULARITY("popularity", "total-variation"),
    VOLUME("volume", "relative-change"),
    ACTIONS("actions", "total-variation");

    private final String code;
    private final String statistic;

    Check(String code, String statistic) {
        this.code = code;
        this.statistic = statistic;
    }

    String code() {
        return code;
    }

    String statistic() {
        return statistic;
    }
}
