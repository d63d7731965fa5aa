package io.recloop.training.embeddings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What judges comments.
@ConfigMapping(prefix = "recloop.training.comments")
public interface SentimentConfig {
    /// ONNX file of a BERT-like classifier of sentiment; absent: word lists in Vietnamese and English.
    Optional<Path> model();

    /// The classifier's `tokenizer.json`; absent: the file of this name beside the model.
    Optional<Path> tokenizer();

    /// For each class in the order of the classifier's outputs, how positive it is, 0 to 1: here negative,
    /// neutral, positive.
    @WithDefault("0,0.5,1")
    List<Double> values();

    /// Tokens of a comment that the classifier looks at.
    @WithDefault("256")
    int maxLength();
}
