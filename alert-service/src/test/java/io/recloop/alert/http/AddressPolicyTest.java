package io.recloop.alert.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private static final AddressPolicy STRICT = new AddressPolicy(List.of(), List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.31.255.255",
                "192.168.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:7f00:1::",
                "ff02::1"
            })
    void whatIsNotPublicIsRefused(String address) {
        assertThat(STRICT.allows("receiver", InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1", "64:ff9b::808:808"})
    void whatIsPublicIsAllowed(String address) {
        assertThat(STRICT.allows("receiver", InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void aNetworkOrAHostMayBeAllowed() {
        var policy = new AddressPolicy(List.of("10.1.0.0/20", "fd00::/16"), List.of("Hooks.Internal"));

        assertThat(policy.allows("x", InetAddress.ofLiteral("10.1.15.255"))).isTrue();
        assertThat(policy.allows("x", InetAddress.ofLiteral("10.1.16.0"))).isFalse();
        assertThat(policy.allows("x", InetAddress.ofLiteral("fd00::9"))).isTrue();
        assertThat(policy.allows("hooks.internal", InetAddress.ofLiteral("192.168.0.1")))
                .isTrue();
    }

    @Test
    void whatIsNoNetworkStopsTheStart() {
        assertThatThrownBy(() -> new AddressPolicy(List.of("10.0.0.0/33"), List.of()))
                .hasMessageContaining("10.0.0.0/33");
        assertThatThrownBy(() -> new AddressPolicy(List.of("example.org"), List.of()))
                .hasMessageContaining("example.org");
    }
}
