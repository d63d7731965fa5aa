package io.recloop.numerics;
