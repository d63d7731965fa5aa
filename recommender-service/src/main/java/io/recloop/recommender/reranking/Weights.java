package io.recloop.recommender.reranking;

/// How much each signal counts; only their ratios matter. Each is from 0 to 10, and one at least above 0.
///
/// @param collaborative the model's score
/// @param content       how alike an item's text is to those of what the user liked
/// @param popularity    the logarithm of an item's positives
/// @param quality       what the shop says of it
public record Weights(double collaborative, double content, double popularity, double quality) {
    public static final double MOST = 10;
    public static final Weights COLLABORATIVE_ONLY = new Weights(1, 0, 0, 0);

    public Weights {
        check("collaborative", collaborative);
        check("content", content);
        check("popularity", popularity);
        check("quality", quality);
        if (collaborative + content + popularity + quality == 0) {
            throw new IllegalArgumentException("one of the weights must be above 0");
        }
    }

    private static void check(String signal, double weight) {
        if (!(weight >= 0 && weight <= MOST)) {
            throw new IllegalArgumentException("the weight of %s must be from 0 to 10".formatted(signal));
        }
    }

    public boolean isCollaborativeOnly() {
        return content == 0 && popularity == 0 && quality == 0;
    }

    public double of(SignalKind kind) {
        return switch (kind) {
            case COLLABORATIVE -> collaborative;
            case CONTENT -> content;
            case POPULARITY -> popularity;
            case QUALITY -> quality;
        };
    }

    double sum() {
        return collaborative + content + popularity + quality;
    }
}
