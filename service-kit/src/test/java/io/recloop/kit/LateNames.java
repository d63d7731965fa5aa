package io.recloop.kit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Names that end in `.late` do not resolve the first time, as those of containers that start later.
public final class LateNames extends InetAddressResolverProvider {
    /// Properties, because a test and this class are of different class loaders.
    static final String ASKED_IN_VAIN = "test.late-names.asked-in-vain";

    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public InetAddressResolver get(Configuration configuration) {
        var others = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                if (!host.endsWith(".late")) {
                    return others.lookupByName(host, policy);
                }
                if (asked.incrementAndGet() == 1) {
                    System.setProperty(ASKED_IN_VAIN, host);
                    throw new UnknownHostException(host);
                }
                return Stream.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return others.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "late names";
    }
}
