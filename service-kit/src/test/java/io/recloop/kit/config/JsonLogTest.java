package io.recloop.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.events.EventCodec;
import io.recloop.kit.KitStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/// What a log collector is given. To a file, since a test's console is not its own.
@QuarkusTest
@TestProfile(JsonLogTest.ToFile.class)
@QuarkusTestResource(KitStack.class)
class JsonLogTest {
    private static final Logger LOG = Logger.getLogger(JsonLogTest.class);

    @ConfigProperty(name = "quarkus.log.file.path")
    Path file;

    public static final class ToFile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                return Map.of(
                        "quarkus.log.file.enabled",
                        "true",
                        "quarkus.log.file.json.enabled",
                        "true",
                        "quarkus.log.file.path",
                        Files.createTempFile("kit-", ".log").toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void aLineIsOneObjectThatNamesTheServiceEvenIfTheMessageHasTwo() throws IOException {
        var message = UUID.randomUUID() + "\nsecond line";

        LOG.warn(message);

        try (var lines = Files.lines(file)) {
            var written = lines.map(JsonLogTest::json)
                    .filter(line -> line.get("message").equals(message))
                    .toList();
            assertThat(written).singleElement().satisfies(line -> assertThat(line)
                    .containsEntry("level", "WARN")
                    .containsEntry("service", "kit-service")
                    .containsEntry("loggerName", JsonLogTest.class.getName()));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String line) {
        try {
            return EventCodec.JSON.readValue(line, Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
