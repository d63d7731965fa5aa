package io.recloop.embedded;
