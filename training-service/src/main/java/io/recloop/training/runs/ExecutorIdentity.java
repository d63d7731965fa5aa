package io.recloop.training.runs;

import io.recloop.training.wire.Lease;

/// Who executes runs, and where.
///
/// @param instance the name of this executor
/// @param lease    to execute at all
/// @param folders  where runs work
record ExecutorIdentity(String instance, Lease lease, WorkFolders folders) {}
