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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Writes to Slack: by an incoming webhook one message for each notification, as a bot one message for each
/// incident, which it then changes, with a button to acknowledge.
///
/// Source: Slack's pages *Sending messages using incoming webhooks*, *chat.postMessage*, *chat.update*,
/// *Formatting message text* (`&`, `<` and `>` are escaped, which also ends mentions), *Reference: secondary
/// message attachments*.
final class SlackChannel implements Channel {
    /// Slack cuts texts of messages at 40,000 characters and refuses sections of more than 3,000.
    private static final int MOST_TEXT = 2_900;

    private static final int MOST_TITLE = 250;
    private static final Set<String> PASSING = Set.of(
            "ratelimited",
            "rate_limited",
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
            "team_added_to_org");

    private final ChannelSettings settings;
    private final Supplier<URI> url;
    private final Optional<Supplier<String>> token;
    private final MessageWriter writer;
    private final HttpAnswers answers;
    private final MessageReferences references;

    SlackChannel(ChannelSettings settings, MessageWriter writer, HttpAnswers answers, MessageReferences references) {
        this.settings = settings;
        this.writer = writer;
        this.answers = answers;
        this.references = references;
        this.token = settings.token();
        this.url = token.isPresent() ? settings.urlOr("https://slack.com/api/") : settings.url();
        if (token.isPresent()) {
            settings.requiredChat();
        }
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public AttemptResult send(LeasedNotification notification) {
        var document = NotificationDocument.of(notification);
        return token.isPresent() ? asBot(document, token.get().get()) : byWebhook(document);
    }

    private AttemptResult byWebhook(NotificationDocument document) {
        var headers = Map.of("content-type", "application/json; charset=utf-8");
        return answers.send(
                Request.post(url.get(), headers, ChannelJson.of(message(document, false))), settings.timeout());
    }

    private AttemptResult asBot(NotificationDocument document, String bearer) {
        var incident = document.notification().content().incidentId();
        var earlier = references.of(name(), incident);
        var message = message(document, !document.isResolved());
        message.put("channel", earlier.map(SlackChannel::channelOf).orElseGet(settings::requiredChat));
        earlier.ifPresent(reference -> message.put("ts", timestampOf(reference)));
        var headers = new HashMap<String, String>();
        headers.put("content-type", "application/json; charset=utf-8");
        headers.put("authorization", "Bearer " + bearer);
        var method = earlier.isPresent() ? "chat.update" : "chat.postMessage";
        var request = Request.post(url.get().resolve(method), headers, ChannelJson.of(message))
                .readingBody();
        return answers.send(request, settings.timeout(), answered -> meaning(answered, document));
    }

    private AttemptResult meaning(Answered answered, NotificationDocument document) {
        if (answered.status() != 200) {
            return answers.byStatus(answered);
        }
        var body = ChannelJson.read(answered.body());
        if (!body.has("ok")) {
            return new AttemptResult.Unknown("the answer is not Slack's");
        }
        if (!body.path("ok").asBoolean()) {
            var error = TextCut.to(100, TextCut.line(body.path("error").asText()));
            return PASSING.contains(error)
                    ? new Retry(200, "Slack: " + error, answers.retryAfter(answered))
                    : new Refused(200, "Slack: " + error);
        }
        var reference = body.path("channel").asText() + " " + body.path("ts").asText();
        references.note(name(), document.notification().content().incidentId(), reference);
        return new Delivered(200);
    }

    private static String channelOf(String reference) {
        return reference.substring(0, reference.indexOf(' '));
    }

    private static String timestampOf(String reference) {
        return reference.substring(reference.indexOf(' ') + 1);
    }

    private Map<String, Object> message(NotificationDocument document, boolean button) {
        var words = writer.write(document);
        var attachment = new LinkedHashMap<String, Object>();
        attachment.put("color", SeverityColour.of(document));
        attachment.put("fallback", escaped(MOST_TITLE, words.title()));
        attachment.put("title", escaped(MOST_TITLE, words.title()));
        attachment.put("text", escaped(MOST_TEXT, words.text()));
        attachment.put("mrkdwn_in", List.of());
        attachment.put("footer", escaped(100, "Recloop · " + document.text("source")));
        attachment.put("ts", document.timestamp().getEpochSecond());
        var attachments = new ArrayList<Map<String, Object>>();
        attachments.add(attachment);
        var link = document.links().get("acknowledge");
        if (button && link != null) {
            attachments.add(Map.of("color", SeverityColour.of(document), "blocks", List.of(acknowledge(link))));
        }
        var message = new LinkedHashMap<String, Object>();
        message.put("text", escaped(MOST_TITLE, words.title()));
        message.put("attachments", attachments);
        return message;
    }

    private static Map<String, Object> acknowledge(String link) {
        return Map.of(
                "type",
                "actions",
                "elements",
                List.of(Map.of(
                        "type",
                        "button",
                        "action_id",
                        "acknowledge",
                        "text",
                        Map.of("type", "plain_text", "text", "Acknowledge"),
                        "url",
                        link,
                        // For an app with interactivity: the token, which its callback sends back.
                        "value",
                        link.substring(link.lastIndexOf('/') + 1))));
    }

    private static String escaped(int limit, String text) {
        return TextCut.to(limit, text, SlackChannel::escape);
    }

    private static String escape(String point) {
        return switch (point) {
            case "&" -> "&amp;";
            case "<" -> "&lt;";
            case ">" -> "&gt;";
            default -> point;
        };
    }
}
