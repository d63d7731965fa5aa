package io.recloop.training.dataset;

/// x
public final class LexiconClassifier implements CommentClassifier {
    public static LexiconClassifier standard() {
        return new LexiconClassifier();
    }

    @Override
    public double quality(String comment) {
        return 0.5;
    }

    @Override
    public String name() {
        return "lexicon-1";
    }
}
