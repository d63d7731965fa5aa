package io.recloop.embedded;

import io.recloop.contracts.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/// The topics of the contract, and their dead-letter topics, under a prefix (none for a stack, one a test for tests).
public record Topics(String prefix) {

    private record Wanted(String name, int partitions, Map<String, String> config) {}

    public String name(Topic topic) {
        return prefix + topic.topicName();
    }

    public String deadLetter(Topic topic) {
        return prefix + topic.deadLetterName();
    }

    /// Every name, dead letters too.
    public List<String> names() {
        return wanted().stream().map(Wanted::name).toList();
    }

    /// Creates what is missing, and gives what is there the contract's settings and at least its partitions.
    ///
    /// Repeatable. Returns when the broker has accepted everything.
    ///
    /// @throws IllegalStateException when the broker refuses or does not answer
    public Topics create(Admin admin) {
        var existing = new ArrayList<Wanted>();
        var asked = new LinkedHashMap<Wanted, KafkaFuture<Void>>();
        for (var topic : wanted()) {
            var description = new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config());
            asked.put(topic, admin.createTopics(List.of(description)).all());
        }
        for (var entry : asked.entrySet()) {
            var topic = entry.getKey();
            try {
                entry.getValue().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IllegalStateException("cannot create topic " + topic.name(), e.getCause());
                }
                existing.add(topic);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        if (!existing.isEmpty()) {
            reconcile(admin, existing);
        }
        return this;
    }

    private static void reconcile(Admin admin, List<Wanted> existing) {
        try {
            var settings = existing.stream()
                    .collect(Collectors.toMap(
                            topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                            topic -> topic.config().entrySet().stream()
                                    .map(entry -> new AlterConfigOp(
                                            new ConfigEntry(entry.getKey(), entry.getValue()),
                                            AlterConfigOp.OpType.SET))
                                    .toList()));
            admin.incrementalAlterConfigs(new HashMap<>(settings)).all().get();

            var described = admin
                    .describeTopics(existing.stream().map(Wanted::name).toList())
                    .allTopicNames()
                    .get()
                    .values()
                    .stream()
                    .collect(Collectors.toMap(
                            TopicDescription::name, topic -> topic.partitions().size()));
            var growing = existing.stream()
                    .filter(topic -> described.getOrDefault(topic.name(), 0) < topic.partitions())
                    .collect(Collectors.toMap(Wanted::name, topic -> NewPartitions.increaseTo(topic.partitions())));
            admin.createPartitions(growing).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot bring the topics in line with the contract", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while topics were created", e);
    }

    private List<Wanted> wanted() {
        var all = new ArrayList<Wanted>();
        for (var topic : Topic.values()) {
            all.add(new Wanted(name(topic), topic.partitions(), topic.config()));
            all.add(new Wanted(deadLetter(topic), 1, topic.deadLetterConfig()));
        }
        return all;
    }
}
