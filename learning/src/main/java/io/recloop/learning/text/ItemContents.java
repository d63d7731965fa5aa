package io.recloop.learning.text;

import io.recloop.learning.dataset.ItemText;
import io.recloop.learning.engine.ItemContent;
import java.util.List;
import java.util.Optional;

/// From what is said of the items to what a trainer takes, with nothing kept: for files and experiments.
public final class ItemContents {
    private ItemContents() {}

    /// @param texts of each item row; empty where nothing is said
    /// @throws EncoderException where the encoder cannot do it
    public static ItemContent of(List<Optional<ItemText>> texts, TextEncoder encoder, EncodingProgress progress)
            throws InterruptedException {
        var documents = texts.stream()
                .map(text -> text.map(ItemDocument::of).orElse(""))
                .toList();
        return new ItemContent(texts.size(), encoder.dimensions(), encoder.encode(documents, progress));
    }
}
