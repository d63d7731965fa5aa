-- Records of model-status that are no events and have their dead letter. The topic is read whole at every start, and a
-- record gets one letter, not one a start. The time tells the records of a topic from those of one created again.

create table training.refused_status_records (
    topic_partition integer     not null,
    topic_offset    bigint      not null,
    recorded_at     timestamptz not null,
    primary key (topic_partition, topic_offset, recorded_at)
);
