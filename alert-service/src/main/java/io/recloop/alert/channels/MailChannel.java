package io.recloop.alert.channels;

import io.recloop.alert.messages.NotificationDocument;
import io.recloop.alert.messages.TextCut;
import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.AttemptResult.Delivered;
import io.recloop.alert.notifications.AttemptResult.Refused;
import io.recloop.alert.notifications.AttemptResult.Retry;
import io.recloop.alert.notifications.AttemptResult.Unknown;
import io.recloop.alert.notifications.LeasedNotification;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Sends each recipient a mail of their own: with one address refused, a mail to several would reach nobody.
/// Who has theirs is remembered, so that a retry goes to the others alone. The mails of an incident are one
/// thread: the first has the incident's Message-ID, the others refer to it.
final class MailChannel implements Channel {
    private static final int MOST_SUBJECT = 200;

    private final ChannelSettings settings;
    private final List<MailRecipient> recipients;
    private final MailServer server;
    private final RecipientDeliveries deliveries;

    MailChannel(
            ChannelSettings settings,
            List<MailRecipient> recipients,
            MailServer server,
            RecipientDeliveries deliveries) {
        this.settings = settings;
        this.recipients = List.copyOf(recipients);
        this.server = server;
        this.deliveries = deliveries;
        MailRecipient.checked(settings, "mail.from", settings.config().mail().from());
        if (recipients.isEmpty()) {
            throw settings.missing("mail.to", "is required");
        }
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public AttemptResult send(LeasedNotification notification) {
        var document = NotificationDocument.of(notification);
        var done = deliveries.of(notification.id());
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        var failed = new ArrayList<AttemptResult>();
        for (var recipient : recipients) {
            if (!done.contains(recipient.address())) {
                var result = server.send(mail(document, recipient), deadline - System.nanoTime());
                if (result instanceof Delivered) {
                    deliveries.delivered(notification.id(), recipient.address());
                } else {
                    failed.add(naming(recipient, result));
                }
            }
        }
        return summary(failed);
    }

    private static AttemptResult naming(MailRecipient recipient, AttemptResult result) {
        return switch (result) {
            case Delivered delivered -> delivered;
            case Retry(var status, var error, var after) ->
                new Retry(status, recipient.address() + ": " + error, after);
            case Refused(var status, var error) -> new Refused(status, recipient.address() + ": " + error);
            case Unknown(var error) -> new Unknown(recipient.address() + ": " + error);
        };
    }

    /// What may have arrived comes first: the next attempt is then marked as a possible duplicate.
    private static AttemptResult summary(List<AttemptResult> failed) {
        if (failed.isEmpty()) {
            return new Delivered(null);
        }
        var errors = String.join("; ", failed.stream().map(MailChannel::error).toList());
        if (failed.stream().anyMatch(Unknown.class::isInstance)) {
            return new Unknown(errors);
        }
        return failed.stream().anyMatch(Retry.class::isInstance)
                ? new Retry(null, errors, Optional.empty())
                : new Refused(null, errors);
    }

    private static String error(AttemptResult result) {
        return switch (result) {
            case Delivered delivered -> "";
            case Retry retry -> retry.error();
            case Refused refused -> refused.error();
            case Unknown unknown -> unknown.error();
        };
    }

    private MailMessage mail(NotificationDocument document, MailRecipient recipient) {
        var words = recipient.writer().write(document);
        var content = document.notification().content();
        var first = id("incident-" + content.incidentId(), recipient);
        boolean opens = document.type().equals("incident.fired")
                && content.fallbackFor().isEmpty();
        var headers = MultiMap.caseInsensitiveMultiMap()
                .set(
                        "Message-ID",
                        opens ? first : id(document.notification().id().toString(), recipient))
                .set("Auto-Submitted", "auto-generated")
                .set("X-Auto-Response-Suppress", "All")
                .set("X-Recloop-Incident", content.incidentId().toString());
        if (!opens) {
            headers.set("In-Reply-To", first).set("References", first);
        }
        if (document.text("severity").equals("critical") && !document.isResolved()) {
            headers.set("Importance", "high").set("X-Priority", "1");
        }
        return new MailMessage()
                .setFrom(settings.config().mail().from())
                .setTo(recipient.address())
                .setSubject(TextCut.to(MOST_SUBJECT, words.title()))
                .setText(words.text() + "\n")
                .setHtml(words.html())
                .setHeaders(headers);
    }

    /// The same at every attempt, another for each recipient.
    private String id(String local, MailRecipient recipient) {
        var from = settings.config().mail().from();
        var part = UUID.nameUUIDFromBytes((name() + "/" + recipient.address()).getBytes(StandardCharsets.UTF_8));
        return "<%s.%s@%s>".formatted(local, part.toString().substring(0, 8), from.substring(from.indexOf('@') + 1));
    }
}
