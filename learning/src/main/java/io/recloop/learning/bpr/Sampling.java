package io.recloop.learning.bpr;

/// How the negative of a pair is found.
///
/// @param popularityExponent 0 draws every item alike, 1 in proportion to how many had it
/// @param candidates         drawn for a pair, of which the best scored is taken (dynamic negative sampling: Zhang,
///     Chen, Wang, Yu, SIGIR 2013)
/// @param hardShare          of the pairs for which that is done; the others take any
/// @param dislikedShare      of the pairs whose negative is an item that the user had and did not like
public record Sampling(double popularityExponent, int candidates, double hardShare, double dislikedShare) {}
