package io.recloop.local;
