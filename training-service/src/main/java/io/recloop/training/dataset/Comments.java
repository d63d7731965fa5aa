package io.recloop.training.dataset;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Which classifier scores comments.
@Singleton
final class Comments {
    @Produces
    @Singleton
    CommentClassifier classifier() {
        return LexiconClassifier.standard();
    }
}
