package io.recloop.learning.text;

import java.nio.file.Path;
import java.util.List;

/// Judges a comment by a BERT-like classifier: its `logits`, or its first output, as probabilities of classes, each of
/// which has a value. Thread-safe.
public final class OnnxCommentClassifier implements CommentClassifier, AutoCloseable {
    private static final double SAYS_NOTHING = 0.5;

    private final TokenizedModel model;
    private final Path file;
    private final List<Double> values;
    private final String name;

    /// @param values for each class how favourable it is to the item, 0 to 1
    /// @throws EncoderException where a file is missing, or is not what it should be
    public OnnxCommentClassifier(Path file, Path tokenizer, List<Double> values, int maxLength) {
        for (double value : values) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("the value of a class must be in 0..1, was " + value);
            }
        }
        this.file = file;
        this.values = List.copyOf(values);
        this.model = new TokenizedModel(file, tokenizer, maxLength, "logits");
        try {
            this.name = "onnx-%s-%d-%s".formatted(this.values, maxLength, model.hash());
            probabilities("a");
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
    public double quality(String comment) {
        if (comment.isBlank()) {
            return SAYS_NOTHING;
        }
        var probabilities = probabilities(comment);
        double quality = 0;
        for (int c = 0; c < probabilities.length; c++) {
            quality += probabilities[c] * values.get(c);
        }
        return Math.clamp(quality, 0, 1);
    }

    @Override
    public void close() {
        model.close();
    }

    private double[] probabilities(String comment) {
        var output = model.run(List.of(model.tokens(comment)));
        if (output.shape.length != 2 || output.values.length != values.size()) {
            throw new EncoderException("the model %s gives %s for a comment, and %d classes have a value"
                    .formatted(file, java.util.Arrays.toString(output.shape), values.size()));
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : output.values) {
            largest = Math.max(largest, logit);
        }
        var probabilities = new double[output.values.length];
        double sum = 0;
        for (int c = 0; c < probabilities.length; c++) {
            probabilities[c] = Math.exp(output.values[c] - largest);
            sum += probabilities[c];
        }
        if (!(sum > 0)) {
            throw new EncoderException("the model %s gives what is no number".formatted(file));
        }
        for (int c = 0; c < probabilities.length; c++) {
            probabilities[c] /= sum;
        }
        return probabilities;
    }
}
