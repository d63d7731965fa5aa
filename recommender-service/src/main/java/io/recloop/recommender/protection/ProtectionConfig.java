package io.recloop.recommender.protection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "recloop.recommender.protection")
public interface ProtectionConfig {
    /// What all tokens of a tenant may ask together.
    Limit tenant();

    /// What the tokens of one subject may ask.
    Limit subject();

    Load load();

    /// How long an answer may take, from its arrival, where the request does not say so by `X-Request-Timeout-Ms`;
    /// when it is nearly used up, the answer is a cheaper one.
    @WithDefault("1s")
    Duration timeBudget();

    /// How many tenants, and how many subjects, are watched each by itself; all beyond that share one limit.
    @WithDefault("10000")
    int maxKeys();

    interface Limit {
        /// On average; a second's worth may come at once, and each user of a batch counts as a request. 0 for no limit.
        @WithDefault("50000")
        int requestsPerSecond();

        /// At the same time. 0 for no limit.
        @WithDefault("800")
        int concurrentRequests();
    }

    interface Load {
        /// Above this number of requests in flight, users are shown what is popular.
        @WithDefault("256")
        int shedAbove();

        /// A caller that has waited longer than this for its turn gets the popular items, where for an
        /// `interval` nobody waited less and more than an eighth of `shed-above` are in flight or were read
        /// in one go: a wait of few, or one that ends by itself, is no queue.
        @WithDefault("50ms")
        Duration shedAfter();

        /// How long all have to wait too long before it is taken for a queue.
        @WithDefault("500ms")
        Duration interval();

        /// Shed answers per second that are recorded on `recommendations`; the others are counted. To record one
        /// costs more than to make it. 0 for all.
        @WithDefault("100")
        int shedRecords();

        /// Above this number of requests in flight, requests are refused before anything is done for them.
        @WithDefault("1000")
        int refuseAbove();

        /// In a queue in which all wait longer than this, who comes is refused.
        @WithDefault("1s")
        Duration refuseAfter();

        /// Above this number of bytes of bodies in flight, requests with a body are refused, but never the only one.
        @WithDefault("67108864")
        long refuseAboveBytes();
    }
}
