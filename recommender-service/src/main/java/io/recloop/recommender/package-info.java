package io.recloop.recommender;
