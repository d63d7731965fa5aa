package io.recloop.learning.evaluation;

/// Users by how many positives were known of them.
public enum Segment {
    ALL("all", 0, Integer.MAX_VALUE),
    COLD("cold", 0, 2),
    LIGHT("light", 3, 9),
    REGULAR("regular", 10, 49),
    HEAVY("heavy", 50, Integer.MAX_VALUE);

    private final String code;
    private final int least;
    private final int most;

    Segment(String code, int least, int most) {
        this.code = code;
        this.least = least;
        this.most = most;
    }

    public String code() {
        return code;
    }

    /// The fewest positives of one in it.
    public int least() {
        return least;
    }

    boolean holds(int positives) {
        return positives >= least && positives <= most;
    }

    /// The positives that make a user one of it, for people.
    public String range() {
        return most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
    }
}
