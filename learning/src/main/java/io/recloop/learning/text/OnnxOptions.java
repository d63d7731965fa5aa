package io.recloop.learning.text;

import java.nio.file.Path;

/// @param model     `.onnx` file
/// @param tokenizer HuggingFace's `tokenizer.json`
/// @param maxLength tokens of a text, from 2; what is beyond is cut off
/// @param batch     texts at a time, from 1
public record OnnxOptions(Path model, Path tokenizer, Pooling pooling, int maxLength, int batch) {
    public OnnxOptions {
        if (maxLength < 2 || batch < 1) {
            throw new IllegalArgumentException(
                    "maxLength must be >= 2 and batch >= 1, were %d and %d".formatted(maxLength, batch));
        }
    }
}
