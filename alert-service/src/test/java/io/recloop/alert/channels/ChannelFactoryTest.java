package io.recloop.alert.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.recloop.alert.AlertTables;
import io.recloop.alert.FixedRouting.Hook;
import io.recloop.alert.routing.ChannelType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(AlertTables.ByHand.class)
@QuarkusTestResource(AlertStack.class)
class ChannelFactoryTest {
    private final ChannelFactory factory = TestChannels.factory(Clock.systemUTC());

    @TempDir
    Path folder;

    @Test
    void aWebhookThatDoesNotBeginWithHttpStopsTheStart() {
        assertThatThrownBy(() -> factory.create("x", Hook.at("file:///etc/passwd")))
                .hasMessageStartingWith("recloop.alert.channels.x.url must begin with http");
    }

    @Test
    void aWebhookWithoutAnUrlStopsTheStart() {
        assertThatThrownBy(() -> factory.create("x", Hook.of(ChannelType.WEBHOOK)))
                .hasMessageContaining("recloop.alert.channels.x.url");
    }

    @Test
    void aUrlThatIsRefusedIsNotRepeated() {
        assertThatThrownBy(() -> factory.create("x", Hook.at("https://user:s3cret@example.org/")))
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aMailAddressThatWouldAddALineStopsTheStart() {
        var mail = Hook.of(ChannelType.MAIL).set("mail.to", "a@example.org\r\nBcc: b@example.org");

        assertThatThrownBy(() -> factory.create("x", mail)).hasMessageContaining("recloop.alert.channels.x.mail.to");
    }

    @Test
    void aBotWithoutAConversationStopsTheStart() {
        assertThatThrownBy(() -> factory.create("x", Hook.of(ChannelType.SLACK).set("token", "xoxb-1")))
                .hasMessageContaining("recloop.alert.channels.x.chat");
        assertThatThrownBy(
                        () -> factory.create("x", Hook.of(ChannelType.TELEGRAM).set("token", "1:a")))
                .hasMessageContaining("recloop.alert.channels.x.chat");
    }

    @Test
    void everyTypeMakesAChannelOfItsName() throws Exception {
        var url = Files.writeString(folder.resolve("url"), "http://127.0.0.1/hook\n");
        var token = Files.writeString(folder.resolve("token"), "1:secret\n");
        for (var type : ChannelType.values()) {
            var hook = Hook.of(type)
                    .set("url-file", url.toString())
                    .set("token-file", token.toString())
                    .set("chat", "-100")
                    .set("mail.to", "lan@example.org;vi;Asia/Ho_Chi_Minh,an@example.org");

            assertThat(factory.create("chat", hook).name()).isEqualTo("chat");
        }
    }
}
