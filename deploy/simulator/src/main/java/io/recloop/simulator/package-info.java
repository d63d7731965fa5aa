package io.recloop.simulator;
