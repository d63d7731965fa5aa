package io.recloop.training.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.training.Configured;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncodersTest {
    @Test
    void withoutAModelTextsAreHashed() {
        var encoder = Encoders.of(Configured.of(EmbeddingsConfig.class));

        assertThat(encoder.name()).isEqualTo("hashed-ngrams-1-512");
    }

    @Test
    void theDefaultsAreThoseOfARefresh() {
        assertThat(Encoders.options(Configured.of(EmbeddingsConfig.class), false))
                .isEqualTo(RefreshOptions.defaults());
        assertThat(Encoders.options(Configured.of(EmbeddingsConfig.class), true).force())
                .isTrue();
    }

    @Test
    void aModelThatIsNotThereIsNamed() {
        var config = Configured.of(
                EmbeddingsConfig.class, Map.of("recloop.training.embeddings.model", "/nowhere/model.onnx"));

        assertThatThrownBy(() -> Encoders.of(config)).hasMessage("there is no model file /nowhere/model.onnx");
    }
}
