package io.recloop.alert.channels;

import io.recloop.alert.routing.ChannelConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// A channel's name and configuration. Secrets of files are read at each use, so that they can be changed
/// without a restart; no message repeats one.
record ChannelSettings(String name, ChannelConfig config) {
    Duration timeout() {
        return config.timeout();
    }

    /// @throws IllegalArgumentException when neither URL nor file is configured, or the URL is not one of
    /// HTTP
    Supplier<URI> url() {
        var target = config.target();
        if (target.urlFile().isPresent()) {
            var file = target.urlFile().get();
            http(read("url-file", file));
            return () -> http(read("url-file", file));
        }
        var url = http(target.url().map(URI::toString).orElse(""));
        return () -> url;
    }

    /// The URL where one is configured, else that of the public service.
    Supplier<URI> urlOr(String otherwise) {
        var target = config.target();
        var fixed = URI.create(otherwise);
        return target.url().isPresent() || target.urlFile().isPresent() ? url() : () -> fixed;
    }

    boolean hasUrl() {
        return config.target().url().isPresent() || config.target().urlFile().isPresent();
    }

    Optional<Supplier<String>> secret() {
        return either("secret-file", config.target().secret(), config.target().secretFile());
    }

    Optional<Supplier<String>> token() {
        return either("token-file", config.target().token(), config.target().tokenFile());
    }

    Supplier<String> requiredToken() {
        return token().orElseThrow(() -> missing("token", "is required"));
    }

    String requiredChat() {
        return config.target().chat().orElseThrow(() -> missing("chat", "is required"));
    }

    IllegalArgumentException missing(String key, String why) {
        return new IllegalArgumentException("recloop.alert.channels.%s.%s %s".formatted(name, key, why));
    }

    private Optional<Supplier<String>> either(String key, Optional<String> value, Optional<Path> file) {
        if (file.isPresent()) {
            read(key, file.get());
            return Optional.of(() -> read(key, file.get()));
        }
        return value.map(given -> () -> given);
    }

    private String read(String key, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "recloop.alert.channels.%s.%s: cannot read %s".formatted(name, key, file), e);
        }
    }

    /// The URL itself is not repeated: it may be a secret.
    private URI http(String url) {
        try {
            var parsed = URI.create(url);
            boolean known = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
            if (known && parsed.getHost() != null && parsed.getUserInfo() == null) {
                return parsed;
            }
        } catch (IllegalArgumentException e) {
            // Its message holds the URL.
        }
        throw missing("url", "must begin with http, name a host and hold no password");
    }
}
