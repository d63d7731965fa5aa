package io.recloop.learning.text;

import java.util.List;

/// Turns texts into vectors of which the product says how alike they are. Thread-safe.
public interface TextEncoder {
    /// Changes whenever the vectors of the same texts would.
    String name();

    int dimensions();

    /// @return `float[texts·dimensions]`, row-major, of unit length; zeros for a text that says nothing
    /// @throws EncoderException where the model cannot do it
    float[] encode(List<String> texts, EncodingProgress progress) throws InterruptedException;
}
