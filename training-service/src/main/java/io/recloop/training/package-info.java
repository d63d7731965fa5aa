package io.recloop.training;
