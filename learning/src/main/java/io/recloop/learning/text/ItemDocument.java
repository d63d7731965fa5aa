package io.recloop.learning.text;

import io.recloop.learning.dataset.ItemText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// An item as one text: `name [SEP] description [SEP] attributes`, the last being the brand, the categories and then
/// the attributes by name. What is missing is left empty; the separators stay.
public final class ItemDocument {
    static final String SEPARATOR = " [SEP] ";
    static final String SEPARATOR_PATTERN = Pattern.quote(SEPARATOR.strip());

    private ItemDocument() {}

    public static String of(ItemText item) {
        var attributes = new ArrayList<String>();
        if (item.brand() != null) {
            attributes.add(item.brand());
        }
        attributes.addAll(item.categories());
        item.attributes().forEach((name, value) -> attributes.add(name + " " + value));
        var description = item.description() == null ? "" : item.description();
        return String.join(SEPARATOR, List.of(item.name(), description, String.join(", ", attributes)))
                .strip();
    }
}
