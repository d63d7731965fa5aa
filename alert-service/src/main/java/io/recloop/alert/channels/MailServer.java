package io.recloop.alert.channels;

import io.recloop.alert.messages.TextCut;
import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.AttemptResult.Delivered;
import io.recloop.alert.notifications.AttemptResult.Refused;
import io.recloop.alert.notifications.AttemptResult.Retry;
import io.recloop.alert.notifications.AttemptResult.Unknown;
import io.recloop.alert.routing.ChannelConfig.Encryption;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// One mail server. A mail is taken with 250 after its data, and nothing before that counts. Thread-safe.
final class MailServer {
    private final Vertx vertx;
    private final ChannelSettings settings;
    private final Supplier<String> password;
    private Client client;

    /// A client with the password that it was made with: another one needs another client.
    private record Client(String password, MailClient mail) {}

    MailServer(Vertx vertx, ChannelSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.password = settings.secret().orElse(() -> "");
        this.client = connect(password.get());
    }

    /// Blocks for at most the time that is left.
    AttemptResult send(MailMessage mail, long nanosLeft) {
        if (nanosLeft <= 0) {
            return new Retry(null, "not tried, the time was over", Optional.empty());
        }
        try {
            client().sendMail(mail).toCompletionStage().toCompletableFuture().get(nanosLeft, TimeUnit.NANOSECONDS);
            return new Delivered(null);
        } catch (TimeoutException e) {
            return new Unknown("no answer within " + settings.timeout());
        } catch (ExecutionException e) {
            var cause = e.getCause();
            return meaning(cause == null ? e : cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown("interrupted while the answer was awaited");
        }
    }

    private static AttemptResult meaning(Throwable failure) {
        return switch (failure) {
            case SMTPException refusal -> {
                var said = "SMTP " + TextCut.to(150, TextCut.line(refusal.getReplyMessage()));
                yield refusal.isPermanent() ? new Refused(null, said) : new Retry(null, said, Optional.empty());
            }
            case ConnectException away -> new Retry(null, "cannot connect", Optional.empty());
            case UnknownHostException unknown -> new Retry(null, "cannot resolve the mail server", Optional.empty());
            default -> new Unknown("the connection broke: " + failure.getClass().getSimpleName());
        };
    }

    private synchronized MailClient client() {
        var now = password.get();
        if (!client.password().equals(now)) {
            client.mail().close();
            client = connect(now);
        }
        return client.mail();
    }

    private Client connect(String secret) {
        var mail = settings.config().mail();
        int seconds = (int) Math.max(1, settings.timeout().toSeconds());
        var config = new MailConfig()
                .setHostname(mail.host())
                .setPort(mail.port())
                .setSsl(mail.encryption() == Encryption.TLS)
                .setStarttls(
                        mail.encryption() == Encryption.STARTTLS ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setLogin(mail.user().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED)
                .setMaxPoolSize(Math.max(1, settings.config().limits().concurrency()))
                .setConnectTimeout(5_000)
                .setIdleTimeout(seconds + 1)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        config.setHostnameVerificationAlgorithm("HTTPS");
        mail.user().ifPresent(user -> config.setUsername(user).setPassword(secret));
        return new Client(secret, MailClient.create(vertx, config));
    }
}
