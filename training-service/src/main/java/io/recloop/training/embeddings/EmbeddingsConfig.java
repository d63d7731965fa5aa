package io.recloop.training.embeddings;

import io.recloop.learning.text.Pooling;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How item texts become vectors.
@ConfigMapping(prefix = "recloop.training.embeddings")
public interface EmbeddingsConfig {
    /// ONNX file of a BERT-like encoder; absent: hashed character n-grams, which need no model.
    Optional<Path> model();

    /// The encoder's `tokenizer.json`; absent: the file of this name beside the model.
    Optional<Path> tokenizer();

    /// How the vectors of an encoder's tokens become one: `mean`, or `cls`, the first.
    @WithDefault("mean")
    Pooling pooling();

    /// Tokens of a text that an encoder looks at.
    @WithDefault("256")
    int maxLength();

    /// Texts that an encoder takes at a time.
    @WithDefault("16")
    int batch();

    /// Of the hashed n-grams; an encoder has its own.
    @WithDefault("512")
    int dimensions();

    /// A vector of this age is encoded again, even if its text has not changed.
    @WithDefault("7d")
    Duration maxAge();

    /// Cosine from which two items are near-duplicates.
    @WithDefault("0.97")
    double duplicateSimilarity();

    /// The maximum number of pairs, and of groups, of near-duplicates in a report.
    @WithDefault("1000")
    int mostDuplicates();
}
