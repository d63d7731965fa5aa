package io.recloop.alert.links;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Links in messages. Without an address and a secret there are none.
@ConfigMapping(prefix = "recloop.alert.links")
public interface LinkConfig {
    /// Where readers reach this service, such as `https://alerts.example.org`.
    Optional<URI> baseUrl();

    /// Signs links; at least 32 characters, the same on all replicas.
    Optional<String> secret();

    /// A file that holds the secret, instead of `secret`.
    Optional<Path> secretFile();

    /// How long a link acknowledges.
    @WithDefault("P7D")
    Duration validFor();

    /// The signing secret of the Slack app whose buttons acknowledge. Without it, and without a file, there are none.
    Optional<String> slackSigningSecret();

    /// A file that holds the signing secret, instead of `slack-signing-secret`.
    Optional<Path> slackSigningSecretFile();
}
