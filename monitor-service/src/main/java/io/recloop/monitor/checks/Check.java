package io.recloop.monitor.checks;

/// What interactions are compared by.
public enum Check {
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

    public String code() {
        return code;
    }

    public String statistic() {
        return statistic;
    }
}
