package io.recloop.monitor.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The ledger of summaries.
@ConfigMapping(prefix = "recloop.monitor.ledger")
public interface LedgerConfig {
    /// How often what came in is folded into the hours, and hours into days.
    @WithDefault("1m")
    Duration foldEvery();

    /// How long hours are kept.
    @WithDefault("P35D")
    Duration hours();

    /// How long days are kept: 13 months.
    @WithDefault("P396D")
    Duration days();

    /// Secret that the salt of people's hashes is derived from. With it a replay into an empty database
    /// gives the same bytes. Default: a random salt a tenant, kept in the database.
    Optional<String> salt();

    /// Segments of interactions by a key of their context and its values, such as `device` with
    /// `phone,tablet`; any other value is `(other)`.
    Map<String, Set<String>> segments();
}
