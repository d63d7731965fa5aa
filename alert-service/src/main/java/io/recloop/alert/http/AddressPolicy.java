package io.recloop.alert.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// To which addresses requests may go. What is not public (loopback, private, link-local with the clouds'
/// metadata service, shared, reserved, multicast) is refused unless its network or the host's name is
/// allowed: setting a webhook's URL, or changing the name that it has, must not reach services of the own
/// network.
///
/// Source of the networks: the IANA special-purpose address registries (RFC 6890 and its updates).
public final class AddressPolicy {
    private static final List<Network> NOT_PUBLIC = List.of(
            Network.of("0.0.0.0/8"),
            Network.of("10.0.0.0/8"),
            Network.of("100.64.0.0/10"),
            Network.of("127.0.0.0/8"),
            Network.of("169.254.0.0/16"),
            Network.of("172.16.0.0/12"),
            Network.of("192.0.0.0/24"),
            Network.of("192.0.2.0/24"),
            Network.of("192.168.0.0/16"),
            Network.of("198.18.0.0/15"),
            Network.of("198.51.100.0/24"),
            Network.of("203.0.113.0/24"),
            Network.of("224.0.0.0/3"),
            Network.of("::/96"),
            Network.of("100::/64"),
            Network.of("2001::/23"),
            Network.of("2001:db8::/32"),
            Network.of("fc00::/7"),
            Network.of("fe80::/9"),
            Network.of("ff00::/8"));

    /// Where an IPv4 address lies inside an IPv6 one: NAT64 and 6to4.
    private static final Network NAT64 = Network.of("64:ff9b::/96");

    private static final Network SIX_TO_FOUR = Network.of("2002::/16");

    private final List<Network> allowedNetworks;
    private final Set<String> allowedHosts;

    /// @param networks in CIDR notation
    /// @param hosts    names whose addresses are allowed, whatever they are
    /// @throws IllegalArgumentException when one is no network
    public AddressPolicy(List<String> networks, List<String> hosts) {
        allowedNetworks = networks.stream().map(String::strip).map(Network::of).toList();
        allowedHosts = hosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    public boolean allows(String host, InetAddress address) {
        return allowedHosts.contains(host.toLowerCase(Locale.ROOT))
                || allowedNetworks.stream().anyMatch(network -> network.contains(address))
                || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        if (NOT_PUBLIC.stream().anyMatch(network -> network.contains(address))) {
            return false;
        }
        if (NAT64.contains(address)) {
            return isPublic(embedded(address, 12));
        }
        return !SIX_TO_FOUR.contains(address) || isPublic(embedded(address, 2));
    }

    private static InetAddress embedded(InetAddress address, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private record Network(InetAddress base, int bits) {
        static Network of(String cidr) {
            int slash = cidr.indexOf('/');
            try {
                var base = InetAddress.ofLiteral(slash < 0 ? cidr : cidr.substring(0, slash));
                int all = base.getAddress().length * 8;
                int bits = slash < 0 ? all : Integer.parseInt(cidr.substring(slash + 1));
                if (bits < 0 || bits > all) {
                    throw new IllegalArgumentException("a prefix of %d bits".formatted(bits));
                }
                return new Network(base, bits);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "%s is not a network such as 10.0.0.0/8: %s".formatted(cidr, e.getMessage()), e);
            }
        }

        boolean contains(InetAddress address) {
            if (address instanceof Inet4Address != base instanceof Inet4Address) {
                return false;
            }
            byte[] one = base.getAddress();
            byte[] other = address.getAddress();
            int whole = bits / 8;
            if (!Arrays.equals(one, 0, whole, other, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            int mask = 0xFF00 >> rest & 0xFF;
            return rest == 0 || (one[whole] & mask) == (other[whole] & mask);
        }
    }
}
