package io.recloop.alert.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    /// The example of the Standard Webhooks specification and of its reference libraries' tests.
    @Test
    void agreesWithTheSpecificationsExample() {
        var signature = new WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(signature.of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aSecretThatIsNoSecretIsRefusedWithoutBeingRepeated() {
        assertThatThrownBy(() -> new WebhookSignature("whsec_%%%"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("%%%");
        assertThatThrownBy(() -> new WebhookSignature("")).isInstanceOf(IllegalArgumentException.class);
    }
}
