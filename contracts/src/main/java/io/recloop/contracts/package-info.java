package io.recloop.contracts;
