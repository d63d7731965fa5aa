package io.recloop.learning.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An encoder of four words and two dimensions, built here.
class OnnxEncoderTest {
    private static final float[][] TABLE = {{1, 1}, {3, 0}, {0, 4}, {-5, 0}};
    private static final String TOKENIZER = """
            {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
             "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "WhitespaceSplit"},
             "post_processor": null, "decoder": null,
             "model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "son": 1, "môi": 2, "giày": 3%s},
                       "unk_token": "[UNK]"}}
            """;
    private static final Offset<Float> ROUNDING = within(1e-6f);

    @TempDir
    Path folder;

    private Path model;
    private Path tokenizer;

    @BeforeEach
    void write() throws IOException {
        model = Files.write(
                folder.resolve("model.onnx"),
                TinyOnnx.lookup(List.of("input_ids", "attention_mask", "token_type_ids"), TABLE, "last_hidden_state"));
        tokenizer = Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER.formatted(""));
    }

    @Test
    void meanPoolingAveragesTheTokensOfTheTextAndNotThePadding() throws InterruptedException {
        try (var encoder = encoder(Pooling.MEAN, 8)) {
            var vectors = encoder.encode(List.of("Son môi", "giày", "son môi son son"), EncodingProgress.SILENT);

            assertThat(encoder.dimensions()).isEqualTo(2);
            assertThat(vectors)
                    .containsExactly(
                            new float[] {0.6f, 0.8f, -1, 0, 9 / (float) Math.sqrt(97), 4 / (float) Math.sqrt(97)},
                            ROUNDING);
        }
    }

    @Test
    void clsPoolingTakesTheFirstToken() throws InterruptedException {
        try (var encoder = encoder(Pooling.CLS, 8)) {
            assertThat(encoder.encode(List.of("môi son"), EncodingProgress.SILENT))
                    .containsExactly(new float[] {0, 1}, ROUNDING);
        }
    }

    @Test
    void whatIsBeyondTheGreatestLengthIsCutOff() throws InterruptedException {
        try (var encoder = encoder(Pooling.MEAN, 2)) {
            assertThat(encoder.encode(List.of("son son môi môi môi"), EncodingProgress.SILENT))
                    .containsExactly(new float[] {1, 0}, ROUNDING);
        }
    }

    @Test
    void anEmptyTextIsZeroAndProgressIsTold() throws InterruptedException {
        var heard = new ArrayList<Integer>();
        try (var encoder = encoder(Pooling.MEAN, 8)) {
            var vectors = encoder.encode(List.of("son", " ", "son", "môi"), (done, total) -> heard.add(done));

            assertThat(vectors).containsExactly(new float[] {1, 0, 0, 0, 1, 0, 0, 1}, ROUNDING);
        }
        assertThat(heard).containsExactly(3, 4);
    }

    @Test
    void theNameChangesWithTheModelThePoolingAndTheLength() throws IOException {
        String before;
        try (var encoder = encoder(Pooling.MEAN, 8)) {
            before = encoder.name();
        }
        try (var cls = encoder(Pooling.CLS, 8);
                var shorter = encoder(Pooling.MEAN, 4)) {
            assertThat(cls.name()).isNotEqualTo(before);
            assertThat(shorter.name()).isNotEqualTo(before);
        }
        Files.write(
                model,
                TinyOnnx.lookup(
                        List.of("input_ids", "attention_mask"), new float[][] {{1, 2}, {3, 4}}, "last_hidden_state"));
        try (var other = encoder(Pooling.MEAN, 8)) {
            assertThat(other.name()).isNotEqualTo(before);
        }
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(tokenizer);

        assertThatThrownBy(() -> encoder(Pooling.MEAN, 8))
                .isInstanceOf(EncoderException.class)
                .hasMessage("there is no tokenizer file " + tokenizer);
    }

    @Test
    void aFileThatIsNoModelIsRefused() throws IOException {
        Files.writeString(model, "no model");

        assertThatThrownBy(() -> encoder(Pooling.MEAN, 8))
                .isInstanceOf(EncoderException.class)
                .hasMessageStartingWith(model + " is no ONNX model that can be run: ");
    }

    @Test
    void aFileThatIsNoTokenizerIsRefused() throws IOException {
        Files.writeString(tokenizer, "{}");

        assertThatThrownBy(() -> encoder(Pooling.MEAN, 8))
                .isInstanceOf(EncoderException.class)
                .hasMessageStartingWith(tokenizer + " is no tokenizer.json that can be read: ");
    }

    @Test
    void aModelOfOtherInputsIsRefused() throws IOException {
        Files.write(model, TinyOnnx.lookup(List.of("pixels"), TABLE, "last_hidden_state"));

        assertThatThrownBy(() -> encoder(Pooling.MEAN, 8))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("takes [pixels]; an encoder of texts takes input_ids, attention_mask");
    }

    @Test
    void aTokenizerOfAnotherModelIsFoundOut() throws IOException {
        Files.writeString(tokenizer, TOKENIZER.formatted(", \"xa\": 99"));
        try (var encoder = encoder(Pooling.MEAN, 8)) {
            assertThatThrownBy(() -> encoder.encode(List.of("xa"), EncodingProgress.SILENT))
                    .isInstanceOf(EncoderException.class)
                    .hasMessageContaining("do they belong together?");
        }
    }

    private OnnxEncoder encoder(Pooling pooling, int maxLength) {
        return new OnnxEncoder(new OnnxOptions(model, tokenizer, pooling, maxLength, 2));
    }
}
