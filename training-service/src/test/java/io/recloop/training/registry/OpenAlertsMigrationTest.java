package io.recloop.training.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.events.Fingerprint;
import io.recloop.embedded.TestStack;
import java.sql.DriverManager;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class OpenAlertsMigrationTest {
    private final TestStack stack = TestStack.shared();
    private final String url = stack.newDatabase("alerts");

    @Test
    void anAlertThatWasOpenIsOnWithTheLabelsThatItsFingerprintIsMadeOf() throws Exception {
        var fingerprint = Fingerprint.of("cửa-hàng", "model-not-verified", Map.of("pipeline", "hyperparameter-tuning"));
        migrateTo("3");
        try (var connection = DriverManager.getConnection(url, stack.user(), stack.password());
                var insert = connection.prepareStatement("insert into training.open_alerts values (?, ?, ?, now())")) {
            insert.setString(1, fingerprint);
            insert.setString(2, "cửa-hàng");
            insert.setString(3, "model-not-verified");
            insert.executeUpdate();

            migrateTo("4");

            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select * from training.alert_state")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString("fingerprint")).isEqualTo(fingerprint);
                assertThat(row.getBoolean("active")).isTrue();
                assertThat(row.getString("severity")).isEqualTo("critical");
                assertThat(row.getString("labels")).isEqualTo("{\"pipeline\": \"hyperparameter-tuning\"}");
            }
        }
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(url, stack.user(), stack.password())
                .schemas("training")
                .target(version)
                .load()
                .migrate();
    }
}
