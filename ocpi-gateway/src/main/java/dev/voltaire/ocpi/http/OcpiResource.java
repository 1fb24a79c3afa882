package dev.voltaire.ocpi.http;

import dev.voltaire.job.Role;
import dev.voltaire.job.Roles;
import dev.voltaire.ocpi.http.OcpiDoor.Inbound;
import dev.voltaire.ocpi.http.OcpiDoor.Outbound;
import dev.voltaire.ocpi.http.OcpiRequest.Method;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything below `/ocpi`. Open to all as far as our own users are concerned: the door knows partners by their
/// credentials tokens. One resource for all modules, because 401 comes before 404, 405 and 400, and because every
/// answer, errors included, is an envelope.
@Path("/ocpi/{path:.*}")
@PermitAll
@RunOnVirtualThread
@Consumes(MediaType.WILDCARD)
public class OcpiResource {
    private static final byte[] EMPTY = new byte[0];

    private final OcpiDoor door;
    private final Roles roles;

    @Inject
    OcpiResource(OcpiDoor door, Roles roles) {
        this.door = door;
        this.roles = roles;
    }

    @GET
    public Response get(@Context UriInfo uri, @Context HttpHeaders headers) {
        return handle(Method.GET, uri, headers, EMPTY);
    }

    @POST
    public Response post(@Context UriInfo uri, @Context HttpHeaders headers, byte[] body) {
        return handle(Method.POST, uri, headers, body);
    }

    @PUT
    public Response put(@Context UriInfo uri, @Context HttpHeaders headers, byte[] body) {
        return handle(Method.PUT, uri, headers, body);
    }

    @PATCH
    public Response patch(@Context UriInfo uri, @Context HttpHeaders headers, byte[] body) {
        return handle(Method.PATCH, uri, headers, body);
    }

    @DELETE
    public Response delete(@Context UriInfo uri, @Context HttpHeaders headers) {
        return handle(Method.DELETE, uri, headers, EMPTY);
    }

    private Response handle(Method method, UriInfo uri, HttpHeaders headers, byte[] body) {
        if (!roles.has(Role.OCPI)) {
            throw new NotFoundException();
        }
        URI request = uri.getRequestUri();
        Outbound outbound = door.handle(new Inbound(
                method,
                segments(request.getRawPath()),
                query(request.getRawQuery()),
                name -> Optional.ofNullable(headers.getHeaderString(name)),
                body == null ? EMPTY : body,
                request.getScheme() + "://" + request.getRawAuthority(),
                address(request)));
        Response.ResponseBuilder response = Response.status(outbound.status()).entity(outbound.body());
        outbound.headers().forEach(response::header);
        return response.build();
    }

    private static String address(URI request) {
        return request.getRawQuery() == null
                ? request.getRawPath()
                : request.getRawPath() + "?" + request.getRawQuery();
    }

    /// Split before decoding: an identifier may contain an encoded slash. Empty segments are the double and trailing
    /// slashes of naive concatenation.
    static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String segment : rawPath.split("/")) {
            if (!segment.isEmpty()) {
                segments.add(decode(segment.replace("+", "%2B")));
            }
        }
        return segments.isEmpty() ? segments : List.copyOf(segments.subList(1, segments.size()));
    }

    static Map<String, String> query(@org.jspecify.annotations.Nullable String rawQuery) {
        Map<String, String> query = new LinkedHashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.putIfAbsent(decode(pair.substring(0, equals)), decodeValue(pair.substring(equals + 1)));
                }
            }
        }
        return query;
    }

    /// A plus in a date is the sign of its offset, which partners forget to encode.
    private static String decodeValue(String raw) {
        return decode(raw.contains("+") && raw.matches("\\d{4}-.*\\+\\d\\d.*") ? raw.replace("+", "%2B") : raw);
    }

    private static String decode(String raw) {
        try {
            return URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return raw;
        }
    }
}
