package io.recloop.learning.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.learning.dataset.ItemText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemDocumentTest {
    @Test
    void aTextIsNameDescriptionAndAttributesInOrder() {
        var item = new ItemText(
                "Son môi", "Lâu trôi", "Cocoon", List.of("Makeup", "Lips"), Map.of("size", "3g", "colour", "đỏ"));

        assertThat(ItemDocument.of(item))
                .isEqualTo("Son môi [SEP] Lâu trôi [SEP] Cocoon, Makeup, Lips, colour đỏ, size 3g");
    }

    @Test
    void whatIsMissingIsEmpty() {
        assertThat(ItemDocument.of(new ItemText("Soap", null, null, List.of(), Map.of())))
                .isEqualTo("Soap [SEP]  [SEP]");
    }
}
