package dev.voltaire.api.http;

import dev.voltaire.problem.Problem;

/// The HTTP status of each category of problem.
final class ProblemStatus {
    private ProblemStatus() {}

    static int of(Problem.Category category) {
        return switch (category) {
            case MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case CONFLICT -> 409;
            case PRECONDITION -> 412;
            case TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case INVALID -> 422;
            case LOCKED -> 423;
            case PRECONDITION_REQUIRED -> 428;
            case TOO_MANY -> 429;
            case INTERNAL -> 500;
            case UNAVAILABLE -> 503;
        };
    }

    /// What the framework refuses by itself.
    static Problem problemOf(int status) {
        return switch (status) {
            case 401 -> Problem.UNAUTHENTICATED;
            case 403 -> Problem.ACCESS_DENIED;
            case 404 -> Problem.NOT_FOUND;
            case 405 -> Problem.METHOD_NOT_ALLOWED;
            case 406 -> Problem.NOT_ACCEPTABLE;
            case 413 -> Problem.BODY_TOO_LARGE;
            case 415 -> Problem.UNSUPPORTED_MEDIA_TYPE;
            case 429 -> Problem.TOO_MANY_REQUESTS;
            case 503 -> Problem.UNAVAILABLE;
            default -> status < 500 ? Problem.MALFORMED_REQUEST : Problem.INTERNAL;
        };
    }
}
