package io.recloop.alert.webhooks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Webhooks that are taken at `POST /v1/webhooks/<name>`, and where in their JSON an alert is.
@ConfigMapping(prefix = "recloop.alert.incoming-webhooks")
public interface IncomingWebhookConfig {
    /// Webhooks by name. `grafana` is taken: it is there without configuration.
    @WithParentName
    Map<String, Mapping> webhooks();

    /// Where things are: a JSON pointer (RFC 6901) such as `/check/name`, or `=` and a text that is always the same.
    interface Mapping {
        /// Where the array of alerts is; without it the whole body is one alert. The other pointers begin at an alert.
        Optional<String> alerts();

        /// Labels by name. `alertname` and `severity` become the incident's rule and severity.
        Map<String, String> labels();

        /// Annotations by name. `summary` becomes the incident's summary.
        Map<String, String> annotations();

        /// Where it is said whether the alert is over.
        Optional<String> status();

        /// What is said there when it is over, in any case of letters.
        @WithDefault("resolved,ok,up,closed,normal")
        List<String> overWhen();

        /// When the alert began: an ISO 8601 time, or seconds or milliseconds since 1970.
        Optional<String> startsAt();

        /// When it ended.
        Optional<String> endsAt();

        /// A page about it.
        Optional<String> url();
    }
}
