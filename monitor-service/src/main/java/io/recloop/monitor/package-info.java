package io.recloop.monitor;
