package io.recloop.alert.alertmanager;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/// `/status` and `/receivers`.
@Singleton
class StatusEndpoint {
    /// Whose API this is; amtool warns when it is not its own version.
    private static final String API_OF = "0.25.0";

    private final Receivers receivers;
    private final AlertmanagerYaml yaml;
    private final Instant startedAt;

    StatusEndpoint(Receivers receivers, AlertmanagerYaml yaml, Clock clock) {
        this.receivers = receivers;
        this.yaml = yaml;
        this.startedAt = clock.instant();
    }

    ApiAnswer status(ApiRequest request) {
        var status = JsonNodeFactory.instance.objectNode();
        var cluster = status.putObject("cluster");
        cluster.putArray("peers");
        cluster.put("status", "disabled");
        status.putObject("config").put("original", yaml.text());
        status.put("uptime", GoTimes.written(startedAt));
        status.putObject("versionInfo")
                .put("branch", "recloop")
                .put("buildDate", "")
                .put("buildUser", "")
                .put("goVersion", "")
                .put("revision", "")
                .put("version", API_OF);
        return ApiAnswer.of(status);
    }

    ApiAnswer receivers(ApiRequest request) {
        var array = JsonNodeFactory.instance.arrayNode();
        receivers.names().forEach(name -> array.add(AlertWriter.receiver(name)));
        return ApiAnswer.of(array);
    }
}
