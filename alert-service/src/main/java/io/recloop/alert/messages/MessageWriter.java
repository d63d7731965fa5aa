package io.recloop.alert.messages;

import io.quarkus.qute.Template;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// Writes messages in one language and time zone. Thread-safe.
public final class MessageWriter {
    private static final int MOST_TITLE = 250;
    private static final int MOST_TEXT = 20_000;

    private final MessageTemplates templates;
    private final Map<TemplateKind, Template> own;
    private final String language;
    private final TemplateModel model;

    MessageWriter(MessageTemplates templates, Map<TemplateKind, Template> own, String language, ZoneId zone) {
        this.templates = templates;
        this.own = Map.copyOf(own);
        this.language = language;
        this.model = new TemplateModel(language, zone);
    }

    public Message write(NotificationDocument document) {
        var values = model.of(document);
        return new Message(
                TextCut.to(MOST_TITLE, TextCut.line(render(TemplateKind.TITLE, values))),
                TextCut.to(
                        MOST_TEXT,
                        PlainText.of(render(TemplateKind.TEXT, values)).strip()),
                render(TemplateKind.HTML, values));
    }

    private String render(TemplateKind kind, Map<String, Object> values) {
        return templates.render(Optional.ofNullable(own.get(kind)), kind, language, values);
    }
}
