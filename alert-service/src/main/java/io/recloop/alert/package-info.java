package io.recloop.alert;
