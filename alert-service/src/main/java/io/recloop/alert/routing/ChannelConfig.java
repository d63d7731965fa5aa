package io.recloop.alert.routing;

import io.recloop.contracts.events.Severity;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// A channel as configured.
public interface ChannelConfig {
    /// What kind of channel it is: `webhook`, `alertmanager`, `mail`, `slack`, `teams`, `telegram`,
    /// `pagerduty` or `log`.
    @WithDefault("webhook")
    ChannelType type();

    /// Where no route is configured, this channel is not notified of what is less severe.
    @WithDefault("info")
    Severity minSeverity();

    /// The whole exchange of one attempt, from resolving the name to the last byte that is read.
    @WithDefault("10s")
    Duration timeout();

    /// Where its messages go, and with which credentials.
    @WithParentName
    Target target();

    /// How fast it is written to, and who gets what it cannot be given.
    @WithParentName
    Limits limits();

    /// In which words and whose time its messages are.
    @WithParentName
    Wording wording();

    /// The mail server, for a channel of type `mail`.
    MailConfig mail();

    /// Address and credentials. A secret is given as a value or as a file, which is read at each use.
    interface Target {
        /// Where the channel posts to. Required for `webhook`, `alertmanager`, `teams` and Slack's incoming
        /// webhook.
        Optional<URI> url();

        /// A file that holds the URL, for a receiver whose URL is a secret.
        Optional<Path> urlFile();

        /// Signs each request of a webhook (Standard Webhooks); `whsec_` and Base64, or plain text. Without
        /// it nothing is signed.
        Optional<String> secret();

        /// A file that holds the signing secret.
        Optional<Path> secretFile();

        /// The token of a bot (Slack, Telegram), the routing key of PagerDuty, or a bearer token of a
        /// webhook.
        Optional<String> token();

        /// A file that holds the token.
        Optional<Path> tokenFile();

        /// The conversation that a bot writes to: a channel's id in Slack, a chat's id in Telegram.
        Optional<String> chat();
    }

    /// Limits of one channel.
    interface Limits {
        /// Messages per second and replica on average; without it, one for Slack, Telegram and Teams, and no
        /// limit for the other types.
        OptionalDouble rate();

        /// How many messages may leave at once before the rate holds.
        @WithDefault("10")
        int burst();

        /// How many notifications of different incidents are under way at once; half as many retries beside
        /// them.
        @WithDefault("8")
        int concurrency();

        /// The channel that gets what this one could not be given.
        @WithDefault("log")
        String fallback();

        /// The fallback is notified when a notification has not been delivered for this long. The retries go
        /// on.
        @WithDefault("10m")
        Duration fallbackAfter();
    }

    /// Language and time of the readers.
    interface Wording {
        /// Language of the default templates: `en` or `vi`.
        @WithDefault("en")
        String language();

        /// Time zone of the readers, such as `Asia/Ho_Chi_Minh`.
        @WithDefault("UTC")
        ZoneId zone();
    }

    /// A mail server (SMTP) and who gets mail.
    interface MailConfig {
        /// The name or address of the server.
        @WithDefault("localhost")
        String host();

        /// The port of the server.
        @WithDefault("25")
        int port();

        /// TLS: `none`, `starttls` (required) or `tls` (from the first byte).
        @WithDefault("starttls")
        Encryption encryption();

        /// The user, where the server wants one; the password is the channel's secret.
        Optional<String> user();

        /// The sender's address.
        @WithDefault("recloop@localhost")
        String from();

        /// Each gets a mail of its own. An address may be followed by a language and a time zone:
        /// `lan@example.org;vi;Asia/Ho_Chi_Minh`.
        Optional<List<String>> to();
    }

    /// How a mail server is spoken to.
    enum Encryption {
        NONE,
        STARTTLS,
        TLS
    }
}
