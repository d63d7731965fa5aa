package io.recloop.learning.text;

/// Says how much a comment supports the interaction that carried it. Thread-safe.
public interface CommentClassifier {
    /// @return 0 (speaks against it) to 1 (speaks strongly for it); 0.5 says nothing either way
    double quality(String comment);

    /// Changes with the answers: comments that were classified under another name are classified again.
    String name();
}
