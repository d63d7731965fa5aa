package io.recloop.alert.channels;

import io.recloop.alert.http.BoundedHttp;
import io.recloop.alert.messages.MessageTemplates;
import io.recloop.alert.messages.MessageWriter;
import io.recloop.alert.routing.ChannelConfig;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/// The one place where a configured channel is made.
@Singleton
public class ChannelFactory {
    private final HttpAnswers answers;
    private final MessageTemplates templates;
    private final ChannelMemory memory;
    private final Vertx vertx;

    public ChannelFactory(
            BoundedHttp http, MessageTemplates templates, ChannelMemory memory, Vertx vertx, Clock clock) {
        this.answers = new HttpAnswers(http, clock);
        this.templates = templates;
        this.memory = memory;
        this.vertx = vertx;
    }

    /// @throws IllegalArgumentException naming the setting that is missing or wrong
    public Channel create(String name, ChannelConfig config) {
        var settings = new ChannelSettings(name, config);
        return switch (config.type()) {
            case LOG -> new LogChannel(name);
            case WEBHOOK -> new WebhookChannel(settings, answers);
            case ALERTMANAGER -> new AlertmanagerChannel(settings, answers);
            case MAIL ->
                new MailChannel(settings, recipients(settings), new MailServer(vertx, settings), memory.recipients());
            case SLACK -> new SlackChannel(settings, writer(settings), answers, memory.messages());
            case TEAMS -> new TeamsChannel(settings, writer(settings), answers);
            case TELEGRAM -> new TelegramChannel(settings, writer(settings), answers, memory.messages());
            case PAGERDUTY -> new PagerDutyChannel(settings, writer(settings), answers);
        };
    }

    private MessageWriter writer(ChannelSettings settings) {
        return templates.writer(settings.name(), settings.config().wording());
    }

    private List<MailRecipient> recipients(ChannelSettings settings) {
        return settings.config().mail().to().orElse(List.of()).stream()
                .map(to -> MailRecipient.of(
                        settings, to, (language, zone) -> templates.writer(settings.name(), language, zone)))
                .toList();
    }
}
