package io.recloop.recommender.feedback;

import static io.recloop.recommender.stack.ApiCalls.requireProblem;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.embedded.LocalKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(UnresolvableBrokerTest.NoSuchBroker.class)
class UnresolvableBrokerTest {
    private static final String FOLDER = "test.folder";

    public static final class NoSuchBroker implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            try {
                var folder = Files.createTempDirectory("recommender-test-");
                return Map.of(
                        "kafka.bootstrap.servers",
                        "no-such-broker.invalid:9092",
                        "recloop.store-dir",
                        folder.toString(),
                        "recloop.recommender.sending.acknowledgement",
                        "1s",
                        "mp.jwt.verify.publickey.location",
                        LocalKeys.in(folder).publicKeyLocation(),
                        FOLDER,
                        folder.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {}
    }

    @Test
    void startsAndAcceptsNothingWhileTheNameOfTheBrokerDoesNotResolve() {
        get("/q/health/live").then().statusCode(200);
        for (int i = 0; i < 2; i++) {
            var answer = given().auth()
                    .oauth2(token())
                    .contentType("application/json")
                    .body("{\"user\":\"u1\",\"item\":\"i1\",\"action\":\"click\"}")
                    .post("/v1/interactions");
            requireProblem(answer, 503, "/problems/not-acknowledged");
        }
    }

    private static String token() {
        var folder = Path.of(ConfigProvider.getConfig().getValue(FOLDER, String.class));
        return LocalKeys.in(folder).mint("test", Set.of("client"), "shop", Duration.ofMinutes(1));
    }
}
