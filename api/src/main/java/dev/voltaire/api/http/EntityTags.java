package dev.voltaire.api.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/// Gives every [Tagged] answer its tag, and answers 304 to a client that has it already (RFC 9110 §13.1.2).
class EntityTags {

    @ServerResponseFilter
    void tag(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Tagged tagged && response.getStatus() < 300) {
            String tag = "\"" + tagged.revision() + "\"";
            response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
            if (request.getMethod().equals(HttpMethod.GET)
                    && names(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag)) {
                response.setStatus(Response.Status.NOT_MODIFIED.getStatusCode());
                response.setEntity(null);
            }
        }
    }

    private static boolean names(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && Stream.of(ifNoneMatch.split(","))
                        .map(String::strip)
                        .map(each -> each.startsWith("W/") ? each.substring(2) : each)
                        .anyMatch(tag::equals);
    }
}
