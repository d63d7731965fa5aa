package io.recloop.alert.channels;

import io.recloop.alert.http.BoundedHttp.Request;
import io.recloop.alert.messages.MessageWriter;
import io.recloop.alert.messages.NotificationDocument;
import io.recloop.alert.messages.TextCut;
import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.LeasedNotification;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Posts an Adaptive Card to a workflow of Microsoft Teams (*When a Teams webhook request is received*).
/// Texts are runs of a rich text block, in which Markdown has no meaning.
///
/// Source: Microsoft's pages *Create incoming webhooks with Workflows* (message of type `message` with
/// attachments, 28 KB) and the schema of Adaptive Cards 1.4.
final class TeamsChannel implements Channel {
    /// 28 KB a message, and a code point may need six bytes in JSON.
    private static final int MOST_TEXT = 4_000;

    private final ChannelSettings settings;
    private final Supplier<URI> url;
    private final MessageWriter writer;
    private final HttpAnswers answers;

    TeamsChannel(ChannelSettings settings, MessageWriter writer, HttpAnswers answers) {
        this.settings = settings;
        this.url = settings.url();
        this.writer = writer;
        this.answers = answers;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public AttemptResult send(LeasedNotification notification) {
        var card = card(NotificationDocument.of(notification));
        var attachment = new LinkedHashMap<String, Object>();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
        attachment.put("contentUrl", null);
        attachment.put("content", card);
        var body = ChannelJson.of(Map.of("type", "message", "attachments", List.of(attachment)));
        var headers = Map.of("content-type", "application/json");
        return answers.send(Request.post(url.get(), headers, body), settings.timeout());
    }

    private Map<String, Object> card(NotificationDocument document) {
        var words = writer.write(document);
        var card = new LinkedHashMap<String, Object>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("msteams", Map.of("width", "Full"));
        var body = new ArrayList<Object>();
        body.add(block(Map.of(
                "type", "TextRun",
                "text", words.title(),
                "weight", "Bolder",
                "size", "Medium",
                "color", colour(document))));
        TextCut.to(MOST_TEXT, words.text())
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> body.add(block(Map.of("type", "TextRun", "text", line))));
        card.put("body", body);
        var acknowledge = document.links().get("acknowledge");
        if (acknowledge != null) {
            card.put("actions", List.of(Map.of("type", "Action.OpenUrl", "title", "Acknowledge", "url", acknowledge)));
        }
        return card;
    }

    private static Map<String, Object> block(Map<String, Object> run) {
        return Map.of("type", "RichTextBlock", "inlines", List.of(run));
    }

    private static String colour(NotificationDocument document) {
        if (document.isResolved()) {
            return "Good";
        }
        return switch (document.text("severity")) {
            case "critical", "error" -> "Attention";
            case "warning" -> "Warning";
            default -> "Accent";
        };
    }
}
