package dev.voltaire.api.http;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses a body that announces itself as too large, while the connection lives and the answer can be read. What does
/// not announce itself is cut off by the HTTP server (`quarkus.http.limits.max-body-size`).
class BodySize {
    private static final int LARGEST = 5 * 1024 * 1024;

    @ServerRequestFilter(preMatching = true)
    void refuseTooLarge(ContainerRequestContext request) {
        if (request.getLength() > LARGEST && request.getUriInfo().getPath().startsWith("/api/")) {
            throw new ProblemException(Problem.BODY_TOO_LARGE);
        }
    }
}
