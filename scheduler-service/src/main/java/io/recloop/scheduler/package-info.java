package io.recloop.scheduler;
