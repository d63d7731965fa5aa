package io.recloop.learning.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Encodes by any BERT-like model, such as PhoBERT: its `last_hidden_state`, or its first output, pooled over the
/// tokens unless the model has done so itself, and brought to unit length. Texts of like length go together.
/// Thread-safe.
public final class OnnxEncoder implements TextEncoder, AutoCloseable {
    private final OnnxOptions options;
    private final TokenizedModel model;
    private final String name;
    private final int dimensions;

    /// @throws EncoderException where a file is missing, or is not what it should be
    public OnnxEncoder(OnnxOptions options) {
        this.options = options;
        this.model = new TokenizedModel(options.model(), options.tokenizer(), options.maxLength(), "last_hidden_state");
        try {
            this.name = "onnx-%s-%d-%s"
                    .formatted(options.pooling().name().toLowerCase(Locale.ROOT), options.maxLength(), model.hash());
            this.dimensions = pooled(List.of(model.tokens("a"))).length;
        } catch (EncoderException e) {
            model.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public float[] encode(List<String> texts, EncodingProgress progress) throws InterruptedException {
        var vectors = new float[Math.multiplyExact(texts.size(), dimensions)];
        var tokens = texts.stream().map(model::tokens).toList();
        var order = new ArrayList<Integer>();
        for (int text = 0; text < texts.size(); text++) {
            if (!texts.get(text).isBlank()) {
                order.add(text);
            }
        }
        order.sort(Comparator.comparing(text -> tokens.get(text).length));
        int done = texts.size() - order.size();
        for (int from = 0; from < order.size(); from += options.batch()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped between batches");
            }
            var batch = order.subList(from, Math.min(order.size(), from + options.batch()));
            var rows = pooled(batch.stream().map(tokens::get).toList());
            for (int i = 0; i < batch.size(); i++) {
                System.arraycopy(rows, i * dimensions, vectors, batch.get(i) * dimensions, dimensions);
            }
            done += batch.size();
            progress.encoded(done, texts.size());
        }
        return vectors;
    }

    @Override
    public void close() {
        model.close();
    }

    private float[] pooled(List<long[]> texts) {
        var output = model.run(texts);
        int width = (int) output.shape[output.shape.length - 1];
        int steps = output.shape.length == 3 ? (int) output.shape[1] : 1;
        if (output.shape.length < 2
                || output.shape.length > 3
                || output.values.length != texts.size() * steps * width) {
            throw new EncoderException("the model %s gives %s for %d texts, not one vector of each text or token"
                    .formatted(options.model(), java.util.Arrays.toString(output.shape), texts.size()));
        }
        var rows = new float[texts.size() * width];
        for (int text = 0; text < texts.size(); text++) {
            int counted = options.pooling() == Pooling.CLS ? 1 : Math.min(steps, texts.get(text).length);
            for (int d = 0; d < width; d++) {
                double sum = 0;
                for (int step = 0; step < counted; step++) {
                    sum += output.values[(text * steps + step) * width + d];
                }
                rows[text * width + d] = (float) (sum / Math.max(1, counted));
            }
            toUnitLength(rows, text * width, width);
        }
        return rows;
    }

    private void toUnitLength(float[] rows, int offset, int width) {
        double square = 0;
        for (int d = offset; d < offset + width; d++) {
            square += (double) rows[d] * rows[d];
        }
        if (!Double.isFinite(square)) {
            throw new EncoderException("the model %s gives what is no number".formatted(options.model()));
        }
        for (int d = offset; d < offset + width && square > 0; d++) {
            rows[d] = (float) (rows[d] / Math.sqrt(square));
        }
    }
}
