package io.recloop.training.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.learning.text.LexiconClassifier;
import io.recloop.learning.text.OnnxCommentClassifier;
import io.recloop.training.Configured;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CommentClassifiersTest {
    @Test
    void withoutAModelTheWordListsJudge() {
        assertThat(new CommentClassifiers().classifier(Configured.of(SentimentConfig.class)))
                .isInstanceOf(LexiconClassifier.class);
    }

    @Test
    void theTokenizerIsLookedForBesideTheModel() throws Exception {
        // Knows the words "tốt" and "tệ"; written by TinyOnnx of the learning library's tests.
        var model = Path.of(Objects.requireNonNull(getClass().getResource("/embeddings/classifier.onnx"))
                .toURI());
        var config = Configured.of(SentimentConfig.class, Map.of("recloop.training.comments.model", model.toString()));

        try (var classifier = (OnnxCommentClassifier) new CommentClassifiers().classifier(config)) {
            assertThat(classifier.quality("tốt")).isGreaterThan(0.99);
        }
    }
}
