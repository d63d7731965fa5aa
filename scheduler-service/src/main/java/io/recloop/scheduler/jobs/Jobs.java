package io.recloop.scheduler.jobs;

import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The configured jobs, by name. Immutable.
@Singleton
public final class Jobs {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Map<String, Job> jobs = new TreeMap<>();

    /// @throws IllegalArgumentException naming the setting that makes no sense
    public Jobs(SchedulerConfig config) {
        config.jobs().forEach((name, settings) -> jobs.put(name, job(name, settings, config)));
        var remediation = config.remediation();
        if (remediation.enabled() && !jobs.containsKey(remediation.job())) {
            throw new IllegalArgumentException(
                    "recloop.scheduler.remediation.job names %s, which is not a job".formatted(remediation.job()));
        }
    }

    public Collection<Job> all() {
        return Collections.unmodifiableCollection(jobs.values());
    }

    public Optional<Job> named(String name) {
        return Optional.ofNullable(jobs.get(name));
    }

    private static Job job(String name, SchedulerConfig.JobConfig settings, SchedulerConfig config) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "recloop.scheduler.jobs.%s: a name has 1 to 63 lower-case letters, digits and hyphens"
                            .formatted(name));
        }
        return new Job(
                name,
                settings.pipeline(),
                schedule(name, settings, config),
                settings.enabled(),
                positive(name, "max-wait", settings.maxWait()),
                positive(name, "timeout", settings.timeout()),
                settings.catchUp(),
                Map.copyOf(settings.parameters()),
                settings.tenant());
    }

    private static CronSchedule schedule(String name, SchedulerConfig.JobConfig settings, SchedulerConfig config) {
        try {
            return new CronSchedule(
                    settings.cron(), settings.zone().map(ZoneId::of).orElse(config.zone()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("recloop.scheduler.jobs.%s.zone: %s".formatted(name, e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("recloop.scheduler.jobs.%s.cron: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static Duration positive(String name, String setting, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(
                    "recloop.scheduler.jobs.%s.%s must be positive".formatted(name, setting));
        }
        return value;
    }
}
