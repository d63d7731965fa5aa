package io.recloop.contracts.bundle;

import io.recloop.contracts.bundle.CorruptBundleException.Kind;
import java.util.Map;
import java.util.function.Function;

/// Reads the numbers that a reader cannot do without from a manifest's parameters.
final class ManifestParameters {
    private final Map<String, Double> parameters;

    private ManifestParameters(Map<String, Double> parameters) {
        this.parameters = parameters;
    }

    /// @param reader throws [IllegalArgumentException] where a parameter is impossible
    static <T> T read(Manifest manifest, Function<ManifestParameters, T> reader) throws CorruptBundleException {
        try {
            return reader.apply(new ManifestParameters(manifest.parameters()));
        } catch (IllegalArgumentException e) {
            throw new CorruptBundleException(
                    Kind.SHAPE, "the manifest's parameters cannot be used: " + e.getMessage(), e);
        }
    }

    double number(String name) {
        var value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    long whole(String name) {
        double value = number(name);
        if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
            throw new IllegalArgumentException("%s must be a whole number, was %s".formatted(name, value));
        }
        return (long) value;
    }
}
