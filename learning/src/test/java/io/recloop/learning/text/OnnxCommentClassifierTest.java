package io.recloop.learning.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxCommentClassifierTest {
    /// Logits of negative, neutral, positive for what is unknown, "tốt" and "tệ".
    private static final float[][] TABLE = {{0, 0, 0}, {-30, 0, 30}, {30, 0, -30}};

    @TempDir
    Path folder;

    private Path model;
    private Path tokenizer;

    @BeforeEach
    void write() throws IOException {
        model = Files.write(folder.resolve("model.onnx"), TinyOnnx.classifier(TABLE));
        tokenizer = Files.writeString(folder.resolve("tokenizer.json"), """
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
                 "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": null, "decoder": null,
                 "model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "tốt": 1, "tệ": 2}, "unk_token": "[UNK]"}}
                """);
    }

    @Test
    void aCommentIsWorthTheMeanOfItsClasses() {
        try (var classifier = new OnnxCommentClassifier(model, tokenizer, List.of(0.0, 0.5, 1.0), 16)) {
            assertThat(classifier.quality("tốt")).isCloseTo(1, within(1e-6));
            assertThat(classifier.quality("tệ")).isCloseTo(0, within(1e-6));
            assertThat(classifier.quality("gì")).isCloseTo(0.5, within(1e-6));
            assertThat(classifier.quality("tốt tệ")).isCloseTo(0.5, within(1e-6));
            assertThat(classifier.quality(" ")).isEqualTo(0.5);
        }
    }

    @Test
    void theOrderOfTheClassesIsSaidByTheirValuesAndIsPartOfTheName() {
        try (var one = new OnnxCommentClassifier(model, tokenizer, List.of(1.0, 0.5, 0.0), 16);
                var other = new OnnxCommentClassifier(model, tokenizer, List.of(0.0, 0.5, 1.0), 16)) {
            assertThat(one.quality("tốt")).isCloseTo(0, within(1e-6));
            assertThat(one.name()).isNotEqualTo(other.name());
        }
    }

    @Test
    void anotherNumberOfClassesIsRefusedAtOnce() {
        assertThatThrownBy(() -> new OnnxCommentClassifier(model, tokenizer, List.of(0.0, 1.0), 16))
                .isInstanceOf(EncoderException.class)
                .hasMessage("the model %s gives [1, 3] for a comment, and 2 classes have a value".formatted(model));
    }

    @Test
    void aValueOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new OnnxCommentClassifier(model, tokenizer, List.of(-1.0, 1.0), 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the value of a class must be in 0..1, was -1.0");
    }
}
