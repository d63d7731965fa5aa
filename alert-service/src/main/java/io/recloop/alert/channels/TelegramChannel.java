package io.recloop.alert.channels;

import io.recloop.alert.http.BoundedHttp.Request;
import io.recloop.alert.http.HttpOutcome.Answered;
import io.recloop.alert.messages.MessageWriter;
import io.recloop.alert.messages.NotificationDocument;
import io.recloop.alert.messages.TextCut;
import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.AttemptResult.Delivered;
import io.recloop.alert.notifications.AttemptResult.Refused;
import io.recloop.alert.notifications.AttemptResult.Retry;
import io.recloop.alert.notifications.LeasedNotification;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Writes to a chat of Telegram as a bot; what follows on an incident answers its first message. The text is
/// sent without a parse mode, so that no character in it is markup.
///
/// Source: Telegram's Bot API, *sendMessage* (1 to 4,096 characters), *ReplyParameters*, *ResponseParameters*
/// (`retry_after`).
final class TelegramChannel implements Channel {
    private static final int MOST_TEXT = 4_096;

    private final ChannelSettings settings;
    private final Supplier<URI> url;
    private final Supplier<String> token;
    private final MessageWriter writer;
    private final HttpAnswers answers;
    private final MessageReferences references;

    TelegramChannel(ChannelSettings settings, MessageWriter writer, HttpAnswers answers, MessageReferences references) {
        this.settings = settings;
        this.writer = writer;
        this.answers = answers;
        this.references = references;
        this.token = settings.requiredToken();
        this.url = settings.urlOr("https://api.telegram.org/");
        settings.requiredChat();
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public AttemptResult send(LeasedNotification notification) {
        var document = NotificationDocument.of(notification);
        var words = writer.write(document);
        var body = new LinkedHashMap<String, Object>();
        body.put("chat_id", settings.requiredChat());
        body.put("text", TextCut.to(MOST_TEXT, words.title() + "\n\n" + words.text()));
        body.put("link_preview_options", Map.of("is_disabled", true));
        references
                .of(name(), notification.content().incidentId())
                .ifPresent(first -> body.put(
                        "reply_parameters",
                        Map.of("message_id", Long.parseLong(first), "allow_sending_without_reply", true)));
        var headers = Map.of("content-type", "application/json");
        var address = url.get().resolve("/bot" + token.get() + "/sendMessage");
        var request = Request.post(address, headers, ChannelJson.of(body)).readingBody();
        return answers.send(request, settings.timeout(), answered -> meaning(answered, notification));
    }

    private AttemptResult meaning(Answered answered, LeasedNotification notification) {
        var body = ChannelJson.read(answered.body());
        if (answered.status() == 200 && body.path("ok").asBoolean()) {
            var id = body.path("result").path("message_id");
            if (id.isIntegralNumber()) {
                references.note(name(), notification.content().incidentId(), id.asText());
            }
            return new Delivered(200);
        }
        if (answered.status() == 429 && body.at("/parameters/retry_after").isIntegralNumber()) {
            var pause = Duration.ofSeconds(body.at("/parameters/retry_after").asLong());
            return new Retry(429, "HTTP 429", Optional.of(pause));
        }
        if (answered.status() == 400 || answered.status() == 403) {
            var why = TextCut.to(150, TextCut.line(body.path("description").asText()));
            return new Refused(
                    answered.status(),
                    "HTTP %d %s".formatted(answered.status(), why).strip());
        }
        return answers.byStatus(answered);
    }
}
