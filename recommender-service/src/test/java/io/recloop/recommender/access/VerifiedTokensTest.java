package io.recloop.recommender.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final KeyPair KEYS = keys();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final Counting verifier = new Counting();
    private final JWTAuthContextInfo context = new JWTAuthContextInfo(KEYS.getPublic(), "recloop");

    private record Fixed(Duration verifiedFor, int maxTokens) implements AccessConfig {}

    /// The real one, which counts how often it is asked.
    private static final class Counting extends JWTCallerPrincipalFactory {
        private final JWTCallerPrincipalFactory real = new TokenVerifier();
        private int asked;

        @Override
        public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
            asked++;
            return real.parse(token, context);
        }
    }

    @Test
    void verifiesATokenOnceWithinTheTime() throws ParseException {
        var tokens = tokens(Duration.ofMinutes(1), 10);
        var token = token("shop", Duration.ofHours(1));

        var first = tokens.parse(token, context);
        pass(Duration.ofSeconds(59));

        assertThat(tokens.parse(token, context)).isSameAs(first);
        assertThat(verifier.asked).isEqualTo(1);
        pass(Duration.ofSeconds(2));
        tokens.parse(token, context);
        assertThat(verifier.asked).isEqualTo(2);
    }

    @Test
    void verifiesEachTimeWhereNothingIsToBeRemembered() throws ParseException {
        var tokens = tokens(Duration.ZERO, 10);
        var token = token("shop", Duration.ofHours(1));

        tokens.parse(token, context);
        tokens.parse(token, context);

        assertThat(verifier.asked).isEqualTo(2);
    }

    @Test
    void doesNotTakeAnExpiredTokenForItHasBeenGood() throws ParseException {
        var tokens = tokens(Duration.ofHours(1), 10);
        var token = token("shop", Duration.ofSeconds(10));
        tokens.parse(token, context);

        pass(Duration.ofSeconds(11));
        tokens.parse(token, context);

        assertThat(verifier.asked)
                .as("left to the verifier, which has its own idea of clocks")
                .isEqualTo(2);
    }

    @Test
    void remembersNothingThatIsNotGood() {
        var tokens = tokens(Duration.ofMinutes(1), 10);
        var good = token("shop", Duration.ofHours(1));
        var forged = good.substring(0, good.length() - 8) + "AAAAAAAA";

        assertThatThrownBy(() -> tokens.parse(forged, context)).isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> tokens.parse(forged, context)).isInstanceOf(ParseException.class);

        assertThat(verifier.asked).isEqualTo(2);
    }

    @Test
    void keepsTokensApart() throws ParseException {
        var tokens = tokens(Duration.ofMinutes(1), 10);
        String one = tokens.parse(token("one", Duration.ofHours(1)), context).getClaim("tenant");
        String other =
                tokens.parse(token("other", Duration.ofHours(1)), context).getClaim("tenant");

        assertThat(one).isEqualTo("one");
        assertThat(other).isEqualTo("other");
    }

    @Test
    void keepsNoMoreThanItMay() throws ParseException {
        var tokens = tokens(Duration.ofMinutes(1), 3);
        for (int i = 0; i < 50; i++) {
            tokens.parse(token("shop-" + i, Duration.ofHours(1)), context);
        }

        assertThat(tokens.remembered()).isLessThanOrEqualTo(3);
    }

    @Test
    void saysOfATokenWhatThePlatformSays() throws ParseException {
        var token = token("shop", Duration.ofHours(1));
        var parsed = new DefaultJWTCallerPrincipalFactory().parse(token, context);
        var read = tokens(Duration.ofMinutes(1), 10).parse(token, context);

        assertThat(read.getRawToken()).isEqualTo(token);
        assertThat(read.getName()).isEqualTo("somebody");
        assertThat(read.getSubject()).isEqualTo(parsed.getSubject()).isEqualTo("back-end");
        assertThat(read.getGroups()).isEqualTo(parsed.getGroups()).isEqualTo(Set.of("client"));
        assertThat(read.getExpirationTime()).isEqualTo(parsed.getExpirationTime());
        assertThat(read.getIssuedAtTime()).isEqualTo(parsed.getIssuedAtTime());
        assertThat(read.getAudience()).isEqualTo(parsed.getAudience());
        assertThat(read.<String>getClaim("tenant")).isEqualTo("shop");
        assertThat(read.<Object>getClaim("nothing")).isNull();
        assertThat(read.getClaimNames()).isEqualTo(parsed.getClaimNames());
    }

    private VerifiedTokens tokens(Duration verifiedFor, int most) {
        return new VerifiedTokens(
                verifier, new Fixed(verifiedFor, most), clock, () -> Duration.between(Instant.EPOCH, now.get())
                        .toNanos());
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private String token(String tenant, Duration goodFor) {
        return Jwt.issuer("recloop")
                .subject("back-end")
                .upn("somebody")
                .groups("client")
                .claim("tenant", tenant)
                .issuedAt(now.get())
                .expiresAt(now.get().plus(goodFor))
                .sign(KEYS.getPrivate());
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
