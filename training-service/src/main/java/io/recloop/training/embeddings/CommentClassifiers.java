package io.recloop.training.embeddings;

import io.recloop.learning.text.CommentClassifier;
import io.recloop.learning.text.EncoderException;
import io.recloop.learning.text.LexiconClassifier;
import io.recloop.learning.text.OnnxCommentClassifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Which classifier judges comments.
@Singleton
final class CommentClassifiers {
    /// @throws EncoderException where the configured model cannot be used
    @Produces
    @Singleton
    CommentClassifier classifier(SentimentConfig config) {
        var model = config.model();
        if (model.isEmpty()) {
            return LexiconClassifier.standard();
        }
        var tokenizer = config.tokenizer().orElse(model.get().resolveSibling("tokenizer.json"));
        return new OnnxCommentClassifier(model.get(), tokenizer, config.values(), config.maxLength());
    }
}
