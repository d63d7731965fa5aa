package io.recloop.contracts.bundle;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name of a model, which is also its folder in the store: letters, digits and hyphens only, so that it can never
/// leave the store.
public final class ModelId {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{2,79}");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss'z'").withZone(ZoneOffset.UTC);

    private ModelId() {}

    /// For example `als-20261121t060000z-1a2b3c4d`: sorts by time within an algorithm.
    public static String of(String algorithm, Instant createdAt, int salt) {
        return check("%s-%s-%s"
                .formatted(algorithm, STAMP.format(createdAt), HexFormat.of().toHexDigits(salt)));
    }

    /// @throws IllegalArgumentException where it is not of the form
    public static String check(@Nullable String modelId) {
        if (modelId == null || !FORM.matcher(modelId).matches()) {
            throw new IllegalArgumentException(
                    "modelId must be 3 to 80 lower-case letters, digits or hyphens, not beginning with a hyphen");
        }
        return modelId;
    }
}
