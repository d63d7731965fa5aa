package io.recloop.training.embeddings;

import io.recloop.learning.text.EncoderException;
import io.recloop.learning.text.HashedNgrams;
import io.recloop.learning.text.OnnxEncoder;
import io.recloop.learning.text.OnnxOptions;
import io.recloop.learning.text.TextEncoder;

/// From the configuration to the encoder and to the options of a refresh.
public final class Encoders {
    private Encoders() {}

    /// @throws EncoderException         where the configured model cannot be used
    /// @throws IllegalArgumentException where a number is out of range
    public static TextEncoder of(EmbeddingsConfig config) {
        var model = config.model();
        if (model.isEmpty()) {
            return new HashedNgrams(config.dimensions());
        }
        var tokenizer = config.tokenizer().orElse(model.get().resolveSibling("tokenizer.json"));
        return new OnnxEncoder(
                new OnnxOptions(model.get(), tokenizer, config.pooling(), config.maxLength(), config.batch()));
    }

    public static RefreshOptions options(EmbeddingsConfig config, boolean force) {
        return new RefreshOptions(force, config.maxAge(), config.duplicateSimilarity(), config.mostDuplicates());
    }
}
